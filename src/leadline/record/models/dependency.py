"""The table of dependency facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Dependency(Fact):
    """One thing waits for another. `before` and `after` name a work item or a milestone; the lag is in calendar days."""

    NOUN = "dependency"

    before = models.CharField(max_length=200, default="", blank=True)
    after = models.CharField(max_length=200, default="", blank=True)
    kind = models.CharField(max_length=40, default="FS", blank=True)
    lag_days = models.FloatField(default=0.0)
    at_most_days = models.FloatField(null=True)
    provider = models.CharField(max_length=200, default="", blank=True)
    consumer = models.CharField(max_length=200, default="", blank=True)
    needed_by = models.DateField(null=True)
