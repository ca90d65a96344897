"""The table of programs: the head of a snapshot, and the day it stands on."""

from datetime import date, datetime

from django.db import models

from leadline.program.limits import day_within


class Program(models.Model):
    """
    One program. `pinned_on` holds a program still on a day (examples, replays of history); otherwise its day is today.

    `facts_version` rises with every change of a fact, so that a round or a quote knows what it has seen.
    """

    key = models.SlugField(max_length=80, unique=True)
    name = models.TextField(default="", blank=True)
    purpose = models.TextField(default="", blank=True)
    sponsor = models.CharField(max_length=200, default="", blank=True)
    tpm = models.CharField(max_length=200, default="", blank=True)
    calendar = models.CharField(max_length=200, default="", blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    budget_cents = models.BigIntegerField(null=True)
    spent_cents = models.BigIntegerField(default=0)
    burn_cents = models.BigIntegerField(default=0)
    switching_share = models.FloatField(default=0.0)
    started_on = models.DateField(null=True)
    connected_on = models.DateField(null=True)
    pinned_on = models.DateField(null=True)
    facts_version = models.BigIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name or self.key

    def today(self, at: datetime) -> date:
        """The day this program stands on, seen from a moment."""
        return day_within(self.pinned_on) if self.pinned_on else at.date()
