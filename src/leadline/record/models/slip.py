"""Slips that somebody asked about: kept beside the plan, which none of them changes until it is accepted."""

from django.db import models


class Slip(models.Model):
    """
    “What if this milestone comes so many days later?”, and the answer once a worker has computed it.

    A branch of the program: several stand side by side, each is accepted (it becomes part of the plan, with a decision on
    what to do) or dropped. `answer` is a `leadline.program.slip.Slipped`; `facts_version` is of the facts it was computed on.
    """

    ASKED, ANSWERED, ACCEPTED, DROPPED = "asked", "answered", "accepted", "dropped"

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="slips")
    milestone = models.CharField(max_length=200)
    days = models.IntegerField()
    because = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, default=ASKED)
    asked_by = models.CharField(max_length=200, default="", blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    facts_version = models.BigIntegerField(default=0)
    answer = models.BinaryField(null=True)
    problem = models.TextField(default="", blank=True)
    decision = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.milestone} +{self.days}d"
