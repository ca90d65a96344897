"""What was foreseen and what was promised to come of an action, kept as it was said, scored when the truth arrives."""

from django.db import models


class Forecast(models.Model):
    """
    What was said about one thing on a day; never changed except that `resolution`, `resolved_on` and `happened_on` are filled in.

    `question` is what kind of thing: `network` for a milestone of the simulated program, `item` for a piece of work, `scope` for
    the work `about` that was open of a milestone, `pace` for the next `count` items. `quantiles` are days from `made_on` at
    5, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90, 95 %; `naive` is the one that would have been said without a forecast. `inputs` is the
    hash of all it was made from: with the same `engine`, the same inputs say the same. `resolution` keeps `reached` and `dropped`
    apart. A forecast that moves is a new row.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="forecasts")
    round_number = models.IntegerField()
    question = models.CharField(max_length=20, default="network")
    subject = models.CharField(max_length=200)
    made_on = models.DateField()
    due = models.DateField(null=True)
    odds = models.FloatField(null=True)
    quantiles = models.JSONField(default=list)
    naive = models.IntegerField(null=True)
    about = models.JSONField(default=list)
    count = models.IntegerField(null=True)
    inputs = models.CharField(max_length=64, default="", blank=True)
    seed = models.BigIntegerField()
    engine = models.CharField(max_length=40)
    snapshot_hash = models.CharField(max_length=64)
    resolution = models.CharField(max_length=20, default="", blank=True)
    resolved_on = models.DateField(null=True)
    happened_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["program", "subject", "-made_on"])]

    def __str__(self) -> str:
        return f"{self.subject} as seen on {self.made_on}"


class Acceptance(models.Model):
    """
    A remedy somebody accepted, with the price it had, to be looked back on.

    `before` keeps the edited facts as they would have stood. On `look_back_on` a round re-prices it on the same futures with the
    facts as they turned out: `delivered`, labelled computed; `came_true` is the plain observation beside it.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="acceptances")
    line = models.OneToOneField("record.JournalLine", on_delete=models.CASCADE, related_name="acceptance")
    fingerprint = models.CharField(max_length=40)
    rule = models.CharField(max_length=10)
    says = models.TextField()
    edits = models.JSONField(default=list)
    before = models.JSONField(default=list)
    price = models.JSONField(null=True)
    accepted_on = models.DateField()
    look_back_on = models.DateField()
    seed = models.BigIntegerField()
    futures = models.IntegerField()
    state = models.CharField(max_length=20, default="open")
    delivered = models.JSONField(null=True)
    came_true = models.JSONField(null=True)
    verified_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.says


class Quote(models.Model):
    """
    An answer to “what if”: edits over a snapshot, and their price once a worker has computed it.

    `cost_cents` is what it costs besides, where it is a solution with a cost of its own. `glimpse` is there before the price:
    what it would bring if there were always somebody free.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="quotes")
    key = models.CharField(max_length=64, unique=True)
    subject = models.CharField(max_length=260, default="", blank=True)
    edits = models.JSONField(default=list)
    cost_cents = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    glimpse = models.JSONField(null=True)
    price = models.JSONField(null=True)
    problem = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return self.key
