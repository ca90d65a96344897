"""Which column of a table means what, as a person chooses it from a list; for tables read by a proposed mapping."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from leadline.record.doors import Refused
from leadline.sources.file.headers import ROLES
from leadline.sources.file.propose import ROWS, Proposal, _Proposer
from leadline.sources.file.row import in_words
from leadline.sources.file.table import Table

SAYS: Mapping[str, str] = {
    "name": "Name of the work",
    "key": "Key of the work",
    "status": "State of the work",
    "owner": "Who does it",
    "estimate": "Estimate",
    "milestone": "Milestone",
    "project": "Project",
    "team": "Team",
    "due": "Day it is planned for",
    "not_before": "Day it can start",
    "created": "Day it was created",
    "started": "Day it was started",
    "done": "Day it was done",
    "waits_for": "What it waits for",
    "holds_up": "What waits for it",
    "kind": "Kind of work",
    "acceptance": "Acceptance criteria",
    "link": "Link",
}
"""What a column can be, in the words of the list; in the order of the list."""
assert set(SAYS) <= set(ROLES)  # noqa: S101 - the two tables belong together.

FORMS: Mapping[str, str] = {"d-m-y": "day, month, year", "m-d-y": "month, day, year", "y-m-d": "year, month, day"}

_FIELDS = {
    "name": "name",
    "assignee": "owner",
    "estimate": "estimate",
    "state": "status",
    "baseline_on": "due",
    "not_before": "not_before",
    "created_on": "created",
    "started_on": "started",
    "done_on": "done",
    "kind": "kind",
    "acceptance": "acceptance",
    "link": "link",
}
_VALUES = {"team_name": "team", "project_name": "project", "milestone_name": "milestone"}
EXAMPLES, LOOKED_AT = 3, 200


def is_proposed(mapping: Mapping[str, Any]) -> bool:
    """Whether a mapping has the form of a proposed one, so that its columns can be chosen from a list."""
    return list(mapping.get("tables", ())) == [ROWS]


def roles_in(mapping: Mapping[str, Any]) -> dict[str, str]:
    """What each column is in a mapping of the proposed form: column to role."""
    found: dict[str, str] = {}
    for rule in mapping["nouns"]:
        if rule["noun"] == "work":
            for name, plain in rule["fields"].items():
                if name in _FIELDS and (column := _column(plain)):
                    found[column] = _FIELDS[name]
        elif rule["noun"] == "dependency" and (column := _column(rule.get("each"))):
            found[column] = "waits_for" if rule["fields"].get("after") == "work_id" else "holds_up"
    values = mapping["tables"][ROWS].get("values", {})
    found |= {column: role for name, role in _VALUES.items() if (column := _column(values.get(name)))}
    if (key := _column(values.get("work_id"))) and found.get(key) != "name":
        found[key] = "key"
    return found


def forms_in(mapping: Mapping[str, Any]) -> dict[str, str]:
    """How the days of a column are written, where a mapping says so: column to `d-m-y`, `m-d-y` or `y-m-d`."""
    days = (
        plain for rule in mapping["nouns"] for plain in rule["fields"].values()
        if isinstance(plain, Mapping) and plain.get("as") == "date"
    )  # fmt: skip
    return {plain["column"]: plain.get("form", "y-m-d") for plain in days}


def choose(table: Table, roles: Mapping[str, str], forms: Mapping[str, str]) -> Proposal:
    """
    The mapping in which every column is what a person chose, and nothing else.

    Args:
        table: the table.
        roles: column to role; a column that is left out is not used.
        forms: column to the way its days are written.

    Raises:
        Refused: two columns are to be the same, or none is the name or the key of the work.
        BadMapping: nothing can be made of it.
    """
    columns: dict[str, str] = {}
    for column, role in roles.items():
        if role in columns:
            raise Refused(f"“{columns[role]}” and “{column}” are both chosen as: {SAYS[role]}. Choose one of them.")
        columns[role] = column
    if not {"name", "key"} & set(columns):
        raise Refused("Choose the column that is the name of the work: every work item needs one.")
    # The proposer is asked to explain a choice instead of making one.
    proposer = _Proposer(table)
    proposer.roles = {"name": columns.get("key", ""), **columns}
    proposer.values |= {column: [] for column in table.columns if column not in roles}
    proposed = proposer.propose()
    for rule in proposed.mapping.nouns:
        for plain in rule.fields.values():
            if isinstance(plain, dict) and plain.get("as") == "date" and forms.get(plain["column"]) in FORMS:
                plain["form"] = forms[plain["column"]]
    return proposed


def examples(table: Table) -> dict[str, list[str]]:
    """The first different values of each column."""
    found: dict[str, dict[str, None]] = {column: {} for column in table.columns}
    for row in islice(table.rows(), LOOKED_AT):
        for column, cell in zip(table.columns, row.cells, strict=False):
            if len(found[column]) < EXAMPLES and (text := in_words(cell).strip()):
                found[column][text[:60]] = None
    return {column: list(values) for column, values in found.items()}


def _column(plain: Any) -> str:
    if isinstance(plain, str):
        return plain
    return str(plain.get("column", "")) if isinstance(plain, Mapping) else ""
