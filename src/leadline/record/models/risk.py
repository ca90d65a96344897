"""The table of risk facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Risk(Fact):
    """Cause, event, effect; how likely (a share) and how many calendar days and cents it costs the work it hits."""

    NOUN = "risk"

    event = models.TextField(default="", blank=True)
    cause = models.TextField(default="", blank=True)
    effect = models.TextField(default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    probability = models.FloatField(null=True)
    delay = models.CharField(max_length=80, null=True)
    cost_low_cents = models.BigIntegerField(default=0)
    cost_high_cents = models.BigIntegerField(default=0)
    work = models.JSONField(default=list)
    response = models.JSONField(null=True)
    state = models.CharField(max_length=40, default="open", blank=True)
    raised_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
