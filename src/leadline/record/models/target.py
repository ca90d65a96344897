"""The table of target facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Target(Fact):
    """That something aimed at a release, as it stood on a day, and how it ended."""

    NOUN = "target"

    name = models.TextField(default="", blank=True)
    project = models.CharField(max_length=200, default="", blank=True)
    milestone = models.CharField(max_length=200, default="", blank=True)
    team = models.CharField(max_length=200, default="", blank=True)
    release_class = models.CharField(max_length=200, default="", blank=True)
    release = models.CharField(max_length=200, default="", blank=True)
    release_on = models.DateField(null=True)
    made_on = models.DateField(null=True)
    carried = models.IntegerField(null=True)
    outcome = models.CharField(max_length=40, default="open", blank=True)
