"""The table of revision facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Revision(Fact):
    """A change of one field of a work item or a milestone on a day."""

    NOUN = "revision"

    subject = models.CharField(max_length=200, default="", blank=True)
    field = models.CharField(max_length=40, default="estimate", blank=True)
    changed_on = models.DateField(null=True)
    was = models.TextField(default="", blank=True)
    became = models.TextField(default="", blank=True)
