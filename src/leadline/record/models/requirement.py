"""The table of requirement facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Requirement(Fact):
    """A requirement with its reason, how it will be accepted, the work that fulfils it, and who has acknowledged it."""

    NOUN = "requirement"

    text = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    acceptance = models.TextField(default="", blank=True)
    verification = models.CharField(max_length=40, default="", blank=True)
    author = models.CharField(max_length=200, default="", blank=True)
    work = models.JSONField(default=list)
    changed_on = models.DateField(null=True)
    acknowledged = models.JSONField(default=list)
