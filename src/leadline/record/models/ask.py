"""The table of ask facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Ask(Fact):
    """Who owes whom what by when: a question, a review, a piece of help. Explicit asks only, never read out of talk."""

    NOUN = "ask"

    text = models.TextField(default="", blank=True)
    kind = models.CharField(max_length=40, default="help", blank=True)
    asker = models.CharField(max_length=200, default="", blank=True)
    owed_by = models.CharField(max_length=200, default="", blank=True)
    work = models.CharField(max_length=200, default="", blank=True)
    asked_on = models.DateField(null=True)
    due = models.DateField(null=True)
    nudged_on = models.DateField(null=True)
    answer = models.TextField(default="", blank=True)
    answered_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
