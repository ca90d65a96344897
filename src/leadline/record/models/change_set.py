"""What a person approved to be written to a tracker, and what came of each write."""

from django.db import models


class ChangeSet(models.Model):
    """Writes to one source that were approved together, by whom and when. They are pushed once."""

    source = models.ForeignKey("record.Source", on_delete=models.CASCADE, related_name="change_sets")
    approved_at = models.DateTimeField()
    approved_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"writes to {self.source} of {self.approved_at:%Y-%m-%d}"


class TrackerWrite(models.Model):
    """
    One field of one thing: what the tracker was heard to say, what it is to say, and how the write ended.

    `begun` was handed to the tracker and not answered yet: after a kill it is read again before anything is written.
    """

    QUEUED, BEGUN = "queued", "begun"
    WRITTEN, SAME, CONFLICT, REFUSED, UNSURE = "written", "same", "conflict", "refused", "unsure"

    change_set = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="writes")
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    field = models.CharField(max_length=60)
    heard = models.TextField(default="", blank=True)
    value = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, default=QUEUED)
    now = models.TextField(default="", blank=True)
    says = models.TextField(default="", blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.noun} {self.key}: {self.field}"
