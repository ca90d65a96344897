"""Letters on their way out: written in the transaction that approved them, sent at least once, told apart by their key."""

from django.db import models


class OutboxLetter(models.Model):
    """One message to one address. The Message-ID comes from `key`, so a resend after a crash is the same letter."""

    QUEUED, SENDING, SENT, FAILED, DEAD = "queued", "sending", "sent", "failed", "dead"

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="outbox")
    key = models.CharField(max_length=120, unique=True)
    letter = models.CharField(max_length=200, default="", blank=True)
    person = models.CharField(max_length=200)
    address = models.EmailField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, default=QUEUED)
    attempts = models.IntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return self.subject


class Draft(models.Model):
    """
    The words of a letter, beside its fact (`Letter`): paragraphs with the facts each number rests on.

    `facts` maps a fact's id to its sentence and reference; `paragraphs` is a list of {text, facts}. `edited` is the text a
    person changed it to; every number in it must be in `facts`.
    """

    program = models.ForeignKey("record.Program", on_delete=models.CASCADE, related_name="drafts")
    letter = models.CharField(max_length=200)
    altitude = models.CharField(max_length=20)
    subject = models.TextField()
    paragraphs = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    edited = models.TextField(default="", blank=True)
    round_number = models.IntegerField()
    since = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "letter"], name="one_draft_a_letter")]

    def __str__(self) -> str:
        return self.subject
