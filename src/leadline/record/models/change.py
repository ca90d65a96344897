"""The table of change facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Change(Fact):
    """A change of process, tool or structure, with the plan that lets people follow it."""

    NOUN = "change"

    name = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    sponsor = models.CharField(max_length=200, default="", blank=True)
    teams = models.JSONField(default=list)
    stays = models.TextField(default="", blank=True)
    training = models.TextField(default="", blank=True)
    feedback = models.TextField(default="", blank=True)
    starts_on = models.DateField(null=True)
    trial_until = models.DateField(null=True)
    raised_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
