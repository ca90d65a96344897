"""The table of promise facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Promise(Fact):
    """A date somebody stands for."""

    NOUN = "promise"

    kind = models.CharField(max_length=40, default="commitment", blank=True)
    milestone = models.CharField(max_length=200, default="", blank=True)
    dependency = models.CharField(max_length=200, default="", blank=True)
    due = models.DateField(null=True)
    state = models.CharField(max_length=40, default="agreed", blank=True)
    set_by = models.CharField(max_length=200, default="", blank=True)
    set_on = models.DateField(null=True)
    doers = models.JSONField(default=list)
    odds = models.FloatField(null=True)
    fixed_outside = models.TextField(default="", blank=True)
    closed_on = models.DateField(null=True)
