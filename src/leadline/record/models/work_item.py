"""The table of work facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class WorkItem(Fact):
    """A piece of work that one person does, or somebody of a team with the skill for it."""

    NOUN = "work"

    name = models.TextField(default="", blank=True)
    project = models.CharField(max_length=200, default="", blank=True)
    milestone = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=40, default="todo", blank=True)
    kind = models.TextField(default="", blank=True)
    assignee = models.CharField(max_length=200, default="", blank=True)
    team = models.CharField(max_length=200, default="", blank=True)
    skill = models.TextField(default="", blank=True)
    skill_level = models.BigIntegerField(default=1)
    estimate = models.CharField(max_length=80, null=True)
    hands = models.BigIntegerField(default=1)
    priority = models.BigIntegerField(default=0)
    acceptance = models.TextField(default="", blank=True)
    not_before = models.DateField(null=True)
    baseline_on = models.DateField(null=True)
    created_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    spent_days = models.FloatField(null=True)
    supplier = models.TextField(default="", blank=True)
    technology = models.TextField(default="", blank=True)
    cost_cents = models.BigIntegerField(default=0)
    release_class = models.TextField(default="", blank=True)
    release_on = models.DateField(null=True)
    planned_from = models.DateField(null=True)
    planned_to = models.DateField(null=True)
    planned_for = models.JSONField(default=list)
    link = models.TextField(default="", blank=True)
