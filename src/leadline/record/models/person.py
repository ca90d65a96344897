"""The table of person facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Person(Fact):
    """Somebody who does work, owns things or hears about them."""

    NOUN = "person"

    name = models.TextField(default="", blank=True)
    team = models.CharField(max_length=200, default="", blank=True)
    calendar = models.CharField(max_length=200, default="", blank=True)
    capacity = models.FloatField(default=1.0)
    skills = models.JSONField(default=list)
    absences = models.JSONField(default=list)
    day_rate_cents = models.BigIntegerField(null=True)
    outside = models.BooleanField(default=False)
    joined_on = models.DateField(null=True)
    ramp_weeks = models.FloatField(default=0.0)
