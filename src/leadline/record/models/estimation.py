"""The table of estimation facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Estimation(Fact):
    """Who was asked how long a piece of work takes, and the range that was kept. What each said is not in here."""

    NOUN = "estimation"

    work = models.CharField(max_length=200, default="", blank=True)
    team = models.CharField(max_length=200, default="", blank=True)
    asker = models.CharField(max_length=200, default="", blank=True)
    asked = models.JSONField(default=list)
    asked_on = models.DateField(null=True)
    answered = models.BigIntegerField(default=0)
    closed_on = models.DateField(null=True)
    kept = models.CharField(max_length=80, null=True)
