"""The table of calendar facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


def five_days() -> list[float]:
    """Monday to Friday in full, Saturday and Sunday off."""
    return [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]


class Calendar(Fact):
    """The hours people work: shares of a full day, Monday first, and the days on which nobody works."""

    NOUN = "calendar"

    name = models.TextField(default="", blank=True)
    week = models.JSONField(default=five_days)
    holidays = models.JSONField(default=list)
    country = models.CharField(max_length=2, default="", blank=True)
    region = models.CharField(max_length=3, default="", blank=True)
