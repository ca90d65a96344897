"""The table of objection facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Objection(Fact):
    """A substantive objection, filed by its author, with the edits that would be true if the author is right."""

    NOUN = "objection"

    text = models.TextField(default="", blank=True)
    subject = models.CharField(max_length=200, default="", blank=True)
    filed_by = models.CharField(max_length=200, default="", blank=True)
    filed_on = models.DateField(null=True)
    owed_by = models.CharField(max_length=200, default="", blank=True)
    claims = models.JSONField(default=list)
    answer = models.TextField(default="", blank=True)
    answered_by = models.CharField(max_length=200, default="", blank=True)
    answered_on = models.DateField(null=True)
