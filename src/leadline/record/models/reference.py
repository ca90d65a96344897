"""The table of reference facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Reference(Fact):
    """One thing points to another (`see-also`, `replaces`). It never schedules anything."""

    NOUN = "reference"

    source = models.CharField(max_length=200, default="", blank=True)
    target = models.CharField(max_length=200, default="", blank=True)
    relation = models.TextField(default="", blank=True)
