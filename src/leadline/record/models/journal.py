"""What was done, by whom, when, and how to take it back. Lines are only ever added."""

from django.db import models


class JournalLine(models.Model):
    """
    One verb that was carried out. `edits` changed the plan and `inverse` takes that back; both in document form.

    `audience` is that of what it is about: the words of a finding for the TPM's eyes are not for others here either.
    `undoes` names the line this one took back. Lines are never changed or deleted.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="journal")
    at = models.DateTimeField()
    account = models.ForeignKey("record.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    says = models.TextField()
    audience = models.CharField(max_length=20, default="all")
    edits = models.JSONField(default=list)
    inverse = models.JSONField(default=list)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["program", "-id"])]

    def __str__(self) -> str:
        return self.says
