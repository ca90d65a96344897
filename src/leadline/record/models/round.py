"""Rounds: what was seen, foreseen and found, whole or not at all."""

from django.db import models


class Round(models.Model):
    """
    One finished round of a program. `snapshot`, `outlook`, `plan` and `track` (the track record up to it) are
    compressed canonical JSON; `report` is plain JSON.

    `statuses` holds the colour, odds and dates of each milestone as computed in this round (hysteresis needs the last one).
    `neighbours` holds, for each program that shares people, the facts version of its last round as this one knew it (None:
    it had none yet), so that the clock sees when it is time to look again.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="rounds")
    number = models.IntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    as_of = models.DateField()
    seed = models.BigIntegerField()
    futures = models.IntegerField()
    engine = models.CharField(max_length=40)
    facts_version = models.BigIntegerField()
    snapshot_hash = models.CharField(max_length=64)
    snapshot = models.BinaryField(null=True)
    outlook = models.BinaryField()
    plan = models.BinaryField(null=True)
    track = models.BinaryField(null=True)
    clean = models.JSONField(default=list)
    blind = models.JSONField(default=dict)
    statuses = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    neighbours = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["program", "number"], name="round_number_once")]

    def __str__(self) -> str:
        return f"Round {self.number} of {self.program}"


class FoundFinding(models.Model):
    """A finding of a round with its state against the round before, its remedies in document form and their prices."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="findings")
    fingerprint = models.CharField(max_length=40)
    rule = models.CharField(max_length=10)
    subject = models.CharField(max_length=260)
    key = models.TextField(default="", blank=True)
    says = models.TextField()
    severity = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    audience = models.CharField(max_length=20)
    root = models.CharField(max_length=260, default="", blank=True)
    evidence = models.JSONField(default=list)
    remedies = models.JSONField(default=list)
    rank = models.IntegerField(default=0)
    first_round = models.IntegerField(default=0)

    class Meta:
        ordering = ["rank", "id"]
        indexes = [models.Index(fields=["round", "fingerprint"])]

    def __str__(self) -> str:
        return self.says


class Muting(models.Model):
    """A finding a person put aside: snoozed until a day, or dismissed; with the reason."""

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="mutings")
    fingerprint = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    reason = models.TextField()
    until = models.DateField(null=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint}"
