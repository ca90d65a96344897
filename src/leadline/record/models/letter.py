"""The table of letter facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Letter(Fact):
    """A brief to some stakeholders: drafted, approved, or sent on a day; and the facts it told."""

    NOUN = "letter"

    to = models.JSONField(default=list)
    subject = models.TextField(default="", blank=True)
    state = models.CharField(max_length=40, default="draft", blank=True)
    drafted_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    told = models.JSONField(default=list)
