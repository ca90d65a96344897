"""The table of team facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Team(Fact):
    """People who work together. A team without named people is not a bottleneck in the simulation, only a name."""

    NOUN = "team"

    name = models.TextField(default="", blank=True)
    calendar = models.CharField(max_length=200, default="", blank=True)
    size = models.BigIntegerField(null=True)
