"""The table of pledge facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Pledge(Fact):
    """Something a team as a group said it would do, for a change or for anything else; `moved` counts new dates given."""

    NOUN = "pledge"

    text = models.TextField(default="", blank=True)
    team = models.CharField(max_length=200, default="", blank=True)
    change = models.CharField(max_length=200, default="", blank=True)
    due = models.DateField(null=True)
    moved = models.BigIntegerField(default=0)
    done_on = models.DateField(null=True)
