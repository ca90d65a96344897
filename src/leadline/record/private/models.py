"""Tables of what never enters a snapshot: addresses and one-time links. Notes, pulse and support signals will live here."""

from django.db import models


class Address(models.Model):
    """Where a person of a program is reached."""

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="+")
    person = models.CharField(max_length=200)
    email = models.EmailField()

    class Meta:
        app_label = "record"
        constraints = [models.UniqueConstraint(fields=["program", "person"], name="one_address_a_person")]

    def __str__(self) -> str:
        return self.person


class StartLink(models.Model):
    """A one-time link that signs a browser in; only a hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey("record.Account", null=True, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "record"

    def __str__(self) -> str:
        return f"made {self.made_at:%Y-%m-%d}"


class SpentLink(models.Model):
    """A signed answer link that was revoked or whose question is settled; opening it again says so."""

    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "record"

    def __str__(self) -> str:
        return f"spent {self.at:%Y-%m-%d}"


class RangeAnswer(models.Model):
    """
    What somebody said a piece of work takes.

    Until all who were asked have answered, it has the person and is read by nobody, not even by its giver. Then all of a
    question are `shown`, and their names are struck out for good.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="+")
    estimation = models.CharField(max_length=200)
    person = models.CharField(max_length=200, default="", blank=True)
    said = models.CharField(max_length=80)
    shown = models.BooleanField(default=False)

    class Meta:
        app_label = "record"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "estimation", "person"], condition=~models.Q(person=""), name="one_range_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(shown=False) | models.Q(person=""), name="no_name_beside_a_shown_range"
            ),
        ]

    def __str__(self) -> str:
        return self.estimation


class SealedToken(models.Model):
    """A tracker's token and the secret of its webhooks, sealed with a key that is not in the database."""

    source = models.OneToOneField("record.Source", on_delete=models.CASCADE, related_name="sealed")
    token = models.TextField(default="", blank=True)
    secret = models.TextField(default="", blank=True)

    class Meta:
        app_label = "record"

    def __str__(self) -> str:
        return "sealed"


class CalendarFeed(models.Model):
    """
    A secret address under which a calendar is read without signing in; only a hash of its token is kept.

    `person` is whose days it shows, empty for those of the program. It is read as `account`, the one that made it (None: the
    machine's owner), so it shows nothing that they may not see any more. `window_at` and `reads` count the reads of an hour.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("record.Account", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.CharField(max_length=200, default="", blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    window_at = models.DateTimeField(null=True)
    reads = models.IntegerField(default=0)

    class Meta:
        app_label = "record"

    def __str__(self) -> str:
        return self.person or str(self.program)


class Holder(models.Model):
    """
    Who alone knows a component. Only people of the program are kept, of whom a person said which author they are; read by
    themselves and by the lead of their team, and by nobody else.
    """

    source = models.ForeignKey("record.Source", on_delete=models.CASCADE, related_name="+")
    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="+")
    component = models.CharField(max_length=200)
    person = models.CharField(max_length=200)

    class Meta:
        app_label = "record"
        constraints = [models.UniqueConstraint(fields=["source", "component"], name="one_holder_a_component")]

    def __str__(self) -> str:
        return self.component
