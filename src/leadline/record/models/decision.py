"""The table of decision facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Decision(Fact):
    """A question with one approver, a date by which it is needed, its options, and the work that waits for it."""

    NOUN = "decision"

    question = models.TextField(default="", blank=True)
    approver = models.CharField(max_length=200, default="", blank=True)
    driver = models.CharField(max_length=200, default="", blank=True)
    opened_on = models.DateField(null=True)
    needed_by = models.DateField(null=True)
    parked_until = models.DateField(null=True)
    door = models.CharField(max_length=40, default="two-way", blank=True)
    touches = models.CharField(max_length=40, default="", blank=True)
    options = models.JSONField(default=list)
    default = models.TextField(default="", blank=True)
    work = models.JSONField(default=list)
    decided_on = models.DateField(null=True)
    chosen = models.TextField(default="", blank=True)
    rationale = models.TextField(default="", blank=True)
