"""The table of milestone facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Milestone(Fact):
    """A point that is reached or not: finished when all work that feeds it is, and when what it waits for is."""

    NOUN = "milestone"

    name = models.TextField(default="", blank=True)
    project = models.CharField(max_length=200, default="", blank=True)
    owner = models.CharField(max_length=200, default="", blank=True)
    goal = models.CharField(max_length=200, default="", blank=True)
    acceptance = models.TextField(default="", blank=True)
    cost_of_delay_cents = models.BigIntegerField(null=True)
    release = models.TextField(default="", blank=True)
    baseline_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    without_odds = models.TextField(default="", blank=True)
