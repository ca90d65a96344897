"""The table of judgement facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Judgement(Fact):
    """A person's own colour for a milestone, beside the computed one, with its reason and until when it stands."""

    NOUN = "judgement"

    milestone = models.CharField(max_length=200, default="", blank=True)
    status = models.CharField(max_length=40, default="on-track", blank=True)
    reason = models.TextField(default="", blank=True)
    by = models.CharField(max_length=200, default="", blank=True)
    on = models.DateField(null=True)
    until = models.DateField(null=True)
