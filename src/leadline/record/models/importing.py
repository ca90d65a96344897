"""How columns became nouns, remembered by the shape of the file; and what each import did."""

from django.db import models


class RememberedMapping(models.Model):
    """A column mapping that a person confirmed for files of one shape."""

    shape = models.CharField(max_length=64, unique=True)
    name = models.TextField()
    mapping = models.JSONField()
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One import of a file into a program: what came in, what changed, and every row that could not be used."""

    program = models.ForeignKey("record.Program", null=True, on_delete=models.CASCADE, related_name="imports")
    at = models.DateTimeField()
    file_name = models.TextField()
    file_hash = models.CharField(max_length=64)
    heard_from = models.CharField(max_length=200, default="", blank=True)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=20, default="done")

    def __str__(self) -> str:
        return self.file_name
