"""A schedule file as it was read: the fields that are made use of, still as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NAMESPACES = ("http://schemas.microsoft.com/project", "http://schemas.microsoft.com/project/2007")

Record = Mapping[str, Any]
"""One element: its fields as text, and what it has several of (`PredecessorLink`) as a list of records."""

Spec = Mapping[str, Any]
"""Which fields are kept: None for a text, another `Spec` for a record."""

_PERIOD: Spec = {"FromDate": None, "ToDate": None}
_TIMES: Spec = {"WorkingTime": {"FromTime": None, "ToTime": None}}
_WEEKDAYS: Spec = {"WeekDay": {"DayType": None, "DayWorking": None, "TimePeriod": _PERIOD, "WorkingTimes": _TIMES}}
_EXTENDED: Spec = {"FieldID": None, "Value": None}


def _texts(names: str, **records: Spec) -> Spec:
    return {**dict.fromkeys(names.split()), **records}


_CALENDAR = _texts(
    "UID Name IsBaseCalendar BaseCalendarUID",
    WeekDays=_WEEKDAYS,
    Exceptions={
        "Exception": _texts(
            "Type Period DaysOfWeek MonthItem MonthPosition Month MonthDay DayWorking Occurrences EnteredByOccurrences",
            TimePeriod=_PERIOD,
            WorkingTimes=_TIMES,
        )
    },
    WorkWeeks={"WorkWeek": {"TimePeriod": _PERIOD, "WeekDays": _WEEKDAYS}},
)
_TASK = _texts(
    "UID ID Name Active Manual IsNull CreateDate OutlineLevel Priority Start Finish Duration ManualStart DurationFormat "
    "Recurring Milestone Summary IsSubproject ExternalTask FixedCost PercentComplete ActualStart ActualFinish ActualDuration "
    "ActualCost RemainingDuration ConstraintType CalendarUID ConstraintDate Deadline HyperlinkAddress",
    PredecessorLink=_texts("PredecessorUID Type CrossProject LinkLag LagFormat"),
    Baseline=_texts("Number Start Finish Duration"),
    ExtendedAttribute=_EXTENDED,
)
_RESOURCE = _texts(
    "UID ID Name Type IsNull Group MaxUnits AvailableFrom AvailableTo StandardRate StandardRateFormat CalendarUID "
    "IsGeneric IsInactive IsCostResource",
    Rates={"Rate": _texts("RatesFrom RatesTo RateTable StandardRate")},
    AvailabilityPeriods={"AvailabilityPeriod": _texts("AvailableFrom AvailableTo AvailableUnits")},
    ExtendedAttribute=_EXTENDED,
)
_ASSIGNMENT = _texts("UID TaskUID ResourceUID Units Cost")

SPEC: Spec = {
    "Project": _texts(
        "Name Title StartDate StatusDate CurrencyCode CalendarUID MinutesPerDay MinutesPerWeek DaysPerMonth",
        ExtendedAttributes={"ExtendedAttribute": {"FieldID": None, "Alias": None}},
        Calendars={"Calendar": _CALENDAR},
        Tasks={"Task": _TASK},
        Resources={"Resource": _RESOURCE},
        Assignments={"Assignment": _ASSIGNMENT},
    )
}
"""What is kept of a file; all else is skipped as it comes by and takes no memory."""

COUNTED = frozenset(
    {"Task", "Resource", "Assignment", "PredecessorLink", "Exception", "WeekDay", "Rate", "WorkingTime"}
)


@dataclass(frozen=True)
class Schedule:
    """The project of a file, and the elements of it that stand there and are not made use of."""

    name: str
    project: Record

    def all_of(self, *path: str) -> list[Record]:
        """The records at a place of the project: `all_of("Tasks", "Task")`."""
        return within(self.project, *path)


def within(record: Record, *path: str) -> list[Record]:
    """The records below a record, in the order of the file; none where the place is missing."""
    found = [record]
    for name in path:
        found = [below for one in found for below in one.get(name, ())]
    return found
