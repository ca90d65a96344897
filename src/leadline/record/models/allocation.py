"""The table of allocation facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Allocation(Fact):
    """The share of a person's time that a project has claimed for a stretch of days, both ends included."""

    NOUN = "allocation"

    person = models.CharField(max_length=200, default="", blank=True)
    project = models.CharField(max_length=200, default="", blank=True)
    share = models.FloatField(default=1.0)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
