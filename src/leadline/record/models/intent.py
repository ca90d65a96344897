"""Edits that were accepted for facts a tracker owns, laid over what was heard until the tracker says the same."""

from django.db import models


class Intent(models.Model):
    """
    One field of one heard fact as it was agreed to become (`field` empty: the fact is to leave the plan).

    `heard` is the value the source had when it was agreed. Hearing turns an open intent into confirmed (the source says the
    same), conflict (the source says something third) or expired.
    """

    OPEN, CONFIRMED, CONFLICT, EXPIRED, WITHDRAWN = "open", "confirmed", "conflict", "expired", "withdrawn"

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="intents")
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    field = models.CharField(max_length=60, default="", blank=True)
    value = models.JSONField(null=True)
    heard = models.JSONField(null=True)
    state = models.CharField(max_length=20, default=OPEN)
    made_at = models.DateTimeField()
    expires_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["program", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "noun", "key", "field"],
                condition=models.Q(state="open"),
                name="one_open_intent_a_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.key}: {self.field or 'retire'}"
