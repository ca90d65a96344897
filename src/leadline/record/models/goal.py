"""The table of goal facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Goal(Fact):
    """A business objective with its owner, weight and what a calendar day of delay costs."""

    NOUN = "goal"

    name = models.TextField(default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    weight = models.FloatField(default=1.0)
    due = models.DateField(null=True)
    benefit_lead_days = models.BigIntegerField(default=0)
    cost_of_delay_cents = models.BigIntegerField(null=True)
    measures = models.JSONField(default=list)
    guiding = models.BooleanField(default=False)
    recorded_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
