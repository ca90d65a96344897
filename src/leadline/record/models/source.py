"""A connected tracker: where it is, what was heard from it, and every run of hearing."""

from django.db import models


class Source(models.Model):
    """
    A tracker that a program is heard from. Its address is the `heard_from` of the facts it owns.

    `mapping` is what a person said the tracker's words mean. `cursor` and `whole_cursor` are where reading changes and reading
    everything go on. `writes` lets approved changes be written to it. `whole_pass` numbers the reconciliations: what a pass
    did not see is asked for one by one.
    """

    NEW, WELL, WAITING, STOPPED, OFF = "new", "well", "waiting", "stopped", "off"
    """Checked and not read yet · heard · tried again by itself · somebody must do something · switched off."""

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="sources")
    address = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    title = models.TextField(default="", blank=True)
    mapping = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    writes = models.BooleanField(default=False)
    every_minutes = models.IntegerField(default=10)
    state = models.CharField(max_length=20, default=NEW)
    says = models.TextField(default="", blank=True)
    signed_in_as = models.TextField(default="", blank=True)
    counts = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    cursor = models.JSONField(default=dict)
    whole_cursor = models.JSONField(default=dict)
    whole_pass = models.IntegerField(default=0)
    connected_at = models.DateTimeField()
    connected_by = models.TextField(default="", blank=True)
    heard_at = models.DateTimeField(null=True)
    reconciled_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    budget = models.JSONField(default=dict)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "address"], condition=models.Q(retired_at=None), name="one_source_an_address"
            )
        ]

    def __str__(self) -> str:
        return self.address


class Heard(models.Model):
    """
    One subject of a source as it was last heard: its payloads, packed, and the nouns made of them.

    `stamps` are the tracker's own times of change, by part. `made` are the nouns it states, as `[noun, id, shared]`. `seen` is
    the last reconciliation that came across it.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="heard")
    subject = models.CharField(max_length=200)
    parts = models.BinaryField()
    stamps = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    heard_at = models.DateTimeField()
    seen = models.IntegerField(default=0)
    gone_at = models.DateTimeField(null=True)
    moved_to = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "subject"], name="one_subject_a_source")]
        indexes = [models.Index(fields=["source", "gone_at"])]

    def __str__(self) -> str:
        return self.subject


class LooseEnd(models.Model):
    """
    A link between two things that a source states and that cannot stand yet: one of them has not been heard of, or the link
    would close a circle (`closes` spells it). `ends` are the two ids, or `url:https://…` for a thing in another tracker.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="loose_ends")
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    ends = models.JSONField()
    value = models.JSONField()
    closes = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "noun", "key"], name="one_loose_end_a_key")]

    def __str__(self) -> str:
        return self.key


class Hearing(models.Model):
    """One run of hearing: what was read, what came of it, and how it ended. `differences` is what a reconciliation found amiss."""

    CHANGES, WHOLE, HOOK, AGAIN = "changes", "whole", "hook", "again"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="hearings")
    kind = models.CharField(max_length=20)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    requests = models.IntegerField(default=0)
    read = models.IntegerField(default=0)
    added = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    gone = models.IntegerField(default=0)
    differences = models.JSONField(default=dict)
    says = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.source}"


class Delivery(models.Model):
    """A webhook's body that was signed right: kept before it is answered, worked on afterwards, dropped when it is old."""

    QUEUED, DONE, UNKNOWN, FAILED = "queued", "done", "unknown", "failed"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="deliveries")
    delivery = models.CharField(max_length=200)
    event = models.CharField(max_length=100, default="", blank=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    at = models.DateTimeField()
    state = models.CharField(max_length=20, default=QUEUED)
    says = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "delivery"], name="one_delivery_an_id")]

    def __str__(self) -> str:
        return self.delivery
