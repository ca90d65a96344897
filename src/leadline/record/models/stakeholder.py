"""The table of stakeholder facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Stakeholder(Fact):
    """Somebody who must not be left in the dark: how often, how high up they read, and how they stand to the program."""

    NOUN = "stakeholder"

    person = models.CharField(max_length=200, default="", blank=True)
    power = models.CharField(max_length=40, default="high", blank=True)
    interest = models.CharField(max_length=40, default="high", blank=True)
    cadence_days = models.BigIntegerField(null=True)
    altitude = models.CharField(max_length=40, default="executive", blank=True)
    engagement = models.CharField(max_length=40, default="neutral", blank=True)
    milestones = models.JSONField(default=list)
