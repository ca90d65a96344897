"""Connect a tracker: say where it is, give its token, and let it be asked what there is."""

from leadline.desk.connecting import host_of, one_line, understood
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.hearing.asking import ask_to_check
from leadline.record.hearing.leaving import take_back
from leadline.record.models import JournalLine, Source
from leadline.record.private import tokens


@verb(roles=RUNS)
def connect_source(act: Act, *, address: str, token: str = "", secret: str = "") -> Done:
    """
    Connect a tracker by its address (`github:acme/checkout`); it is asked what there is, and nothing is read before you say so.

    The token is sealed for that host and shown never again; without one the tracker is asked as anybody. Raises `Refused`
    for an address that is none, that is connected already, or that must not be asked.
    """
    tracker, own = understood(address)
    token = one_line(token)
    if for_(act.who).rows(Source, act.program).filter(address=own.address, retired_at=None).exists():
        raise Refused(f"{own.address} is connected to this program already. Look at Sources.", "address")

    def connect(_: JournalLine) -> None:
        take_back(act.program, own.address)
        source = (
            for_(act.who)
            .into(Source, act.program)
            .create(
                program=act.program,
                address=own.address,
                kind=tracker.name,
                connected_at=act.at,
                connected_by=act.who.name,
            )
        )
        if token:
            tokens.keep(source, host_of(own), token)
        if secret:
            tokens.keep_secret(source, host_of(own), secret)
        ask_to_check(source, act.at)

    return Done(f"Connected {own.address}.", after=connect, go=f"/p/{act.program.key}/sources", audience="tpm")
