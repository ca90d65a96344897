"""Work that a worker does: queued, leased, retried, and parked where it keeps failing."""

from django.db import models


class Job(models.Model):
    """
    One piece of work. A worker holds it by a lease that it renews; a lease that ran out is taken over by another worker.

    `key` makes queueing twice the same as queueing once while the first is not done. `share` and `says` are its progress.
    """

    QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"

    kind = models.CharField(max_length=40)
    lane = models.CharField(max_length=20)
    program = models.ForeignKey("record.Program", null=True, on_delete=models.CASCADE, related_name="jobs")
    key = models.CharField(max_length=200)
    body = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default=QUEUED)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, default="", blank=True)
    attempts = models.IntegerField(default=0)
    share = models.FloatField(default=0.0)
    says = models.TextField(default="", blank=True)
    error = models.TextField(default="", blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["lane", "state", "not_before"])]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state__in=["queued", "running"]), name="one_live_job_a_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
