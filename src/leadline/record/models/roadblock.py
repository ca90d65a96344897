"""The table of roadblock facts; what each field means stands at the noun, `leadline.program`."""

from django.db import models

from leadline.record.models.fact import Fact


class Roadblock(Fact):
    """Something that holds work up now. `expected` is how many more calendar days it is thought to last if nobody acts."""

    NOUN = "roadblock"

    name = models.TextField(default="", blank=True)
    work = models.JSONField(default=list)
    since = models.DateField(null=True)
    waiting_for = models.TextField(default="", blank=True)
    unblocker = models.CharField(max_length=200, default="", blank=True)
    expected = models.CharField(max_length=80, null=True)
    agreed_until = models.DateField(null=True)
    action = models.TextField(default="", blank=True)
    action_owner = models.CharField(max_length=200, default="", blank=True)
    action_due = models.DateField(null=True)
    cost_to_resolve_cents = models.BigIntegerField(default=0)
    resolved_on = models.DateField(null=True)
