"""Who alone knows a part of the code: kept apart from everything, shown to themselves and to the lead of their team."""

from collections.abc import Mapping

from leadline.program.snapshot import Snapshot
from leadline.record.access import LEAD, Who
from leadline.record.models.program import Program
from leadline.record.models.source import Source
from leadline.record.private.models import Holder


def keep(source: Source, holders: Mapping[str, str]) -> None:
    """Keep who alone knows which component of a source, in the place of what was kept before."""
    Holder.objects.filter(source=source).delete()
    Holder.objects.bulk_create(
        Holder(source=source, program_id=source.program_id, component=component, person=person)
        for component, person in sorted(holders.items())
        if person
    )


def forget(source: Source) -> None:
    """Forget it: the source is let go."""
    Holder.objects.filter(source=source).delete()


def seen_by(who: Who, program: Program, snapshot: Snapshot) -> dict[str, str]:
    """
    The components that somebody may know the holder of, with the holder's id: those they hold themselves, and as a lead those
    of the people in their own team. Whoever runs the program is told no more than that, unless they are that lead.
    """
    own = who.person_in(program)
    if not own:
        return {}
    theirs = {own}
    if who.role_in(program) == LEAD:
        team = getattr(snapshot.find("person", own), "team", "")
        theirs |= {one.id for one in snapshot.people if team and one.team == team}
    found = Holder.objects.filter(program=program, source__retired_at=None, person__in=theirs)
    return dict(found.values_list("component", "person"))
