"""Small schedule files, written by hand."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="http://schemas.microsoft.com/project">'
WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking><WorkingTimes>"
    "<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>"
    "<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    if day not in (1, 7)
    else f"<WeekDay><DayType>{day}</DayType><DayWorking>0</DayWorking></WeekDay>"
    for day in range(1, 8)
)


def calendar(uid: int = 1, exceptions: str = "", name: str = "Standard") -> str:
    """Monday to Friday, eight hours."""
    own = f"<Exceptions>{exceptions}</Exceptions>" if exceptions else ""
    return f"<Calendar><UID>{uid}</UID><Name>{name}</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>{WEEK}</WeekDays>{own}</Calendar>"


def free(first: str, last: str, more: str = "<Type>1</Type>") -> str:
    """An exception in which nobody works."""
    period = f"<TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
    return f"<Exception>{period}{more}<DayWorking>0</DayWorking></Exception>"


def task(uid: int, name: str, more: str = "", *, hours: int | None = 40, level: int = 1) -> str:
    """A row of the plan."""
    duration = "" if hours is None else f"<Duration>PT{hours}H0M0S</Duration>"
    return f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>{duration}{more}</Task>"


def link(before: int, kind: int = 1, lag: int = 0, form: int = 7) -> str:
    """What a row waits for; the lag in tenths of minutes."""
    return (
        f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>{kind}</Type><LinkLag>{lag}</LinkLag>"
        f"<LagFormat>{form}</LagFormat></PredecessorLink>"
    )


def person(uid: int, name: str, more: str = "") -> str:
    """A resource that works."""
    return f"<Resource><UID>{uid}</UID><Name>{name}</Name><Type>1</Type>{more}</Resource>"


def assignment(task: int, resource: int, units: float = 1) -> str:
    """Who does what."""
    return (
        f"<Assignment><TaskUID>{task}</TaskUID><ResourceUID>{resource}</ResourceUID><Units>{units}</Units></Assignment>"
    )


def plan(*tasks: str, people: str = "", assigned: str = "", calendars: str = "", head: str = "") -> bytes:
    """A whole file."""
    own = calendars or calendar()
    return (
        f"{HEAD}<Title>Checkout</Title><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>{head}"
        f"<Calendars>{own}</Calendars><Tasks>{''.join(tasks)}</Tasks><Resources>{people}</Resources>"
        f"<Assignments>{assigned}</Assignments></Project>"
    ).encode()


IDENTIFIED = (
    "<ExtendedAttributes><ExtendedAttribute><FieldID>188744016</FieldID><Alias>Leadline id</Alias></ExtendedAttribute>"
    "</ExtendedAttributes>"
)
GOOD = plan(
    task(1, "Design", "<ExtendedAttribute><FieldID>188744016</FieldID><Value>pay-1</Value></ExtendedAttribute>"),
    task(
        2, "Build", link(1) + "<ExtendedAttribute><FieldID>188744016</FieldID><Value>pay-2</Value></ExtendedAttribute>"
    ),
    people=person(1, "Mara"),
    assigned=assignment(1, 1),
    head=IDENTIFIED,
)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Project xmlns="http://schemas.microsoft.com/project"><Name>&b;</Name></Project>"""
EXTERNAL = b"""<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project><Name>&x;</Name></Project>"""
BAD = (b"", b"<Project", b"<a/>", b"<Project/>", GOOD[:-20], LAUGHS, EXTERNAL, GOOD.replace(b"Design", b"De\0sign"),
       b"<?xml version='1.0' encoding='klingon'?><Project/>", b"<Project>&nbsp;</Project>", b"%PDF-1.4")  # fmt: skip
