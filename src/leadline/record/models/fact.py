"""What all tables of facts share: the program, the noun's id, who owns the fact, and whether it is still in the plan."""

from typing import Any, ClassVar

from django.db import models


class Fact(models.Model):
    """
    One noun of one program.

    `heard_from` names the source that owns the fact; empty means Leadline owns it. Rows of a source are written by hearing
    only: an accepted edit to them is an `Intent` laid over the row. A retired row stays for history and undo.
    """

    NOUN = ""

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    heard_from = models.CharField(max_length=200, default="", blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]]

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["program", "key"], name="%(class)s_key_once")]

    def __str__(self) -> str:
        return self.key
