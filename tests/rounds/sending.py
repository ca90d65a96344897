"""A process of its own that approves one letter, or delivers what waits: it can be killed without harm to the tests."""

import sys
from datetime import UTC, datetime

import django

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAN = {
    "id": "checkout", "as_of": "2026-03-02", "people": [{"id": "ines", "name": "Ines"}],
    "stakeholders": [{"id": "s-ines", "person": "ines"}],
    "letters": [{"id": "weekly", "to": ["s-ines"], "subject": "Checkout is on track.", "state": "approved"}],
}  # fmt: skip


def approve() -> None:
    """Make the database, the program and a letter that somebody approved."""
    from django.core.management import call_command

    from leadline.program import document
    from leadline.record.models import OutboxLetter
    from leadline.record.snapshots import store

    call_command("migrate", verbosity=0)
    program = store(document.read(PLAN), NOON, pinned=True)
    OutboxLetter.objects.create(
        program=program, key="letter-weekly-ines", letter="weekly", person="ines", address="ines@example.com",
        subject="Checkout is on track.", text="Ines, Checkout is on track.", queued_at=NOON,
    )  # fmt: skip


def deliver() -> None:
    """Deliver what waits, and say what the outbox holds then."""
    from leadline.record.models import Letter, OutboxLetter
    from leadline.rounds.deliver import deliver

    deliver(NOON)
    row = OutboxLetter.objects.get()
    sys.stdout.write(f"{row.state} {row.attempts} {Letter.objects.get().state}")


if __name__ == "__main__":
    django.setup()
    {"approve": approve, "deliver": deliver}[sys.argv[1]]()
