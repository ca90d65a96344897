"""The forms of a source: reading it, its words and what they mean, its token, its switches, and the way out."""

from collections.abc import Iterable, Sequence
from secrets import token_urlsafe

from leadline.charts.parts import Field, Form, Option
from leadline.program.snapshot import Snapshot
from leadline.record.models import Source

MOST_WORDS, MOST_SERVED = 60, 500
KINDS = {
    "states": ("States", "What each state of the tracker means for the plan."),
    "kinds": ("Kinds", "What each kind of thing of the tracker is here."),
    "people": (
        "People",
        "Who in the tracker is which of the program's people. Equal names are a proposal: nobody is matched before you say so.",
    ),
    "teams": ("Teams", "Which team of the tracker is which of the program's teams."),
    "fields": ("Fields", "What the tracker's own fields hold."),
    "parts": (
        "Parts",
        "What each folder of the repository is needed for. Work that its changes name needs it anyway.",
    ),
}
STATES = ("todo", "doing", "done", "dropped")
FIELDS = {
    "estimate_days": "the estimate in working days",
    "baseline_on": "the day it is planned for",
    "not_before": "the day it begins at the earliest",
    "priority": "the priority",
    "state": "the state",
}
ASSUMED = ("states", "fields")
"""Kinds of words whose proposal holds until somebody says otherwise; who a person is never does."""
NOTHING = {"fields": "left out", "parts": "as its changes say"}


def words_forms(source: Source, snapshot: Snapshot, base: str) -> tuple[Form, ...]:
    """One form for each kind of word that was found in the tracker."""
    return tuple(
        _words(source, kind, found, snapshot, base) for kind in KINDS if (found := dict(source.words.get(kind) or {}))
    )


def _words(source: Source, kind: str, found: dict[str, str], snapshot: Snapshot, base: str) -> Form:
    title, says = KINDS[kind]
    said = source.mapping.get(kind, {})
    names = sorted({*found, *said}, key=str.casefold)
    if len(names) > MOST_WORDS:
        says += f" The first {MOST_WORDS} of {len(names)}; `leadline do map_word` takes any."
    fields: list[Field] = []
    for number, word in enumerate(names[:MOST_WORDS]):
        fields.append(Field(f"{kind}-w{number}", "word", "", "hidden", word))
        fields.append(_meaning(f"{kind}-{number}", kind, word, said.get(word, ""), found.get(word, ""), snapshot))
    hidden = [_hidden(kind, "source", source.address), _hidden(kind, "kind", kind), _hidden(kind, "next", base)]
    return Form(
        id=f"words-{kind}",
        title=title,
        says=says,
        action=_do(source, "map_word"),
        verb=f"Keep {title.casefold()}",
        fields=[*hidden, *fields],
        kind="",
    )


def _meaning(id: str, kind: str, word: str, said: str, proposed: str, snapshot: Snapshot) -> Field:
    choices = _choices(kind, word, snapshot)
    if not choices:
        hint = f"Proposed: {proposed}" if proposed else ""
        return Field(id, "meaning", word, value=said, placeholder=proposed, hint=hint)
    known = dict(choices)
    equal = [] if kind in ASSUMED else [value for value, label in choices if label.casefold() == word.casefold()]
    guess = proposed if proposed in known else (equal[0] if len(equal) == 1 else "")
    nothing = (
        f"as proposed: {known[guess]}" if guess and kind in ASSUMED else NOTHING.get(kind, "as the tracker has it")
    )
    hint = f"Proposed: {known[guess]}" if guess and kind not in ASSUMED else ""
    options = [Option("", nothing, not said), *(Option(value, label, value == said) for value, label in choices)]
    return Field(id, "meaning", word, "select", options=options, hint=hint)


def _choices(kind: str, word: str, snapshot: Snapshot) -> Sequence[tuple[str, str]]:
    if kind == "states":
        return [(one, one) for one in STATES]
    if kind == "fields":
        return list(FIELDS.items())
    rows: Iterable[tuple[str, str]] = ()
    if kind == "people":
        rows = ((one.id, one.name or one.id) for one in snapshot.people)
    if kind == "parts":
        rows = _served(snapshot)
    if kind == "teams":
        rows = ((one.id, one.name or one.id) for one in snapshot.teams)
    return sorted(rows, key=lambda one: one[1].casefold())


def _served(snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    """Projects and open milestones, by name."""
    for project in snapshot.projects[:MOST_SERVED]:
        yield project.id, f"Project {project.name or project.id}"
    for milestone in snapshot.milestones[:MOST_SERVED]:
        if milestone.done_on is None:
            yield milestone.id, milestone.name or milestone.id


def button(source: Source, verb: str, label: str, base: str, *, kind: str = "", **given: str) -> Form:
    """One button that does a verb with a source."""
    more = [_hidden(f"{verb}-{name}", name, value) for name, value in given.items()]
    fields = [_hidden(verb, "source", source.address), *more, _hidden(verb, "next", base)]
    return Form(
        id=f"{verb.replace('_', '-')}-{'-'.join(given.values()) or 'now'}",
        title=label,
        action=_do(source, verb),
        verb=label,
        fields=fields,
        kind=kind,
    )


def token_form(source: Source, says: str, base: str) -> Form:
    """Another token in place of the one there is."""
    field = Field("new-token", "token", "New token", "password", required=True, autocomplete="off", hint=says)
    return Form(
        id="give-token",
        title="Give another token",
        action=_do(source, "give_token"),
        verb="Use this token",
        fields=[_hidden("token", "source", source.address), field, _hidden("token", "next", base)],
        opens="Give another token",
        opens_small=True,
    )


def secret_form(source: Source, base: str) -> Form:
    """
    The secret of webhooks; an empty one takes none any more.

    One is proposed, drawn anew each time the page is shown and kept nowhere until somebody agrees to it.
    """
    hint = (
        "Copy it into the tracker before you keep it: it is not shown again. Or enter your own, of at least 16 letters. "
        "Emptied, no webhooks are taken."
    )
    field = Field("new-secret", "secret", "Secret", value=token_urlsafe(24), autocomplete="off", hint=hint)
    return Form(
        id="give-secret",
        title="Secret of the webhooks",
        action=_do(source, "give_secret"),
        verb="Keep the secret",
        fields=[_hidden("secret", "source", source.address), field, _hidden("secret", "next", base)],
        opens="Set the secret",
        opens_small=True,
    )


def drop_form(source: Source) -> Form:
    """The way out: the token is forgotten, and the person says what becomes of the facts."""
    ways = [
        Option("stay", "Its facts stay, and belong to the program", True),
        Option("leave", "Its facts leave the plan"),
    ]
    return Form(
        id="drop",
        title=f"Disconnect {source.address}",
        says="Its token is forgotten at once. Connected again later, it goes on with the same ids.",
        action=_do(source, "drop_source"),
        verb="Disconnect",
        fields=[
            _hidden("drop", "source", source.address),
            Field("drop-facts", "facts", "What it said", "radios", required=True, options=ways, wide=True),
        ],
        opens="Disconnect",
        opens_small=True,
    )


def _do(source: Source, verb: str) -> str:
    return f"/p/{source.program.key}/do/{verb}"


def _hidden(about: str, name: str, value: str) -> Field:
    return Field(f"{about}-{name}", name, "", "hidden", value)
