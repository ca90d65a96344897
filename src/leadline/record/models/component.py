"""The table of component facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Component(Fact):
    """A part of a repository as its history shows it."""

    NOUN = "component"

    name = models.TextField(default="", blank=True)
    repository = models.TextField(default="", blank=True)
    path = models.TextField(default="", blank=True)
    serves = models.CharField(max_length=200, default="", blank=True)
    files = models.IntegerField(default=0)
    changes = models.IntegerField(default=0)
    usual_changes = models.FloatField(null=True)
    churn_lines = models.IntegerField(default=0)
    fixes = models.IntegerField(default=0)
    usual_fixes = models.FloatField(null=True)
    reverts = models.IntegerField(default=0)
    reviewed = models.IntegerField(default=0)
    hotspot = models.FloatField(default=0.0)
    hot_files = models.JSONField(default=list)
    truck_factor = models.IntegerField(null=True)
    orphaned = models.FloatField(null=True)
    merge_days = models.FloatField(null=True)
    usual_merge_days = models.FloatField(null=True)
    touched_on = models.DateField(null=True)
    measured_on = models.DateField(null=True)
    mentions = models.JSONField(default=list)
