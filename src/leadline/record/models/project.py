"""The table of project facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Project(Fact):
    """A part of the program with its own goals and milestones."""

    NOUN = "project"

    name = models.TextField(default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    team = models.CharField(max_length=200, default="", blank=True)
    goals = models.JSONField(default=list)
    state = models.CharField(max_length=40, default="active", blank=True)
    stage = models.TextField(default="", blank=True)
    keeps_the_lights_on = models.BooleanField(default=False)
    budget_cents = models.BigIntegerField(null=True)
    created_on = models.DateField(null=True)
