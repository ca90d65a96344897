"""The table of release facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Release(Fact):
    """A version that was released."""

    NOUN = "release"

    name = models.TextField(default="", blank=True)
    component = models.CharField(max_length=200, default="", blank=True)
    released_on = models.DateField(null=True)
    changes = models.IntegerField(default=0)
    lead_days = models.FloatField(null=True)
