"""There is one way to a table, `record.access.for_(who)`; no queryset starts from a table itself, anywhere but in the way."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

SRC = Path(__file__).parents[2] / "src" / "leadline"

WAYS = {
    "record/access.py": "the way itself: it turns a person into querysets",
    "record/doors.py": "writes the journal line of a verb that `may` has allowed",
    "record/edits/add.py": "carries out an edit of a verb that `may` has allowed",
    "record/edits/change.py": "carries out an edit of a verb that `may` has allowed",
    "record/edits/intents.py": "lays an edit over what a source owns, and settles it when the source is heard",
    "record/edits/retire.py": "carries out an edit of a verb that `may` has allowed",
    "record/hearing/facts.py": "writes what a source states: nobody in particular, as a tracker says it",
    "record/hearing/keeping.py": "keeps what a source said, for whoever may see the program's facts afterwards",
    "record/hearing/knitting.py": "ties links between sources of one program",
    "record/hearing/loose.py": "links of a source that cannot stand yet",
    "record/hearing/wanted.py": "sets what people agreed on beside what a source says, for those who may write to it",
    "record/hearing/leaving.py": "lets a source go whose person a verb has allowed, with all it said",
    "record/jobs.py": "leases: a worker takes the oldest job of any program",
    "record/noticing.py": "a source is heard: what it says otherwise than last time becomes its dated change",
    "record/private/answer_links.py": "links that were spent, known to nobody else",
    "record/private/feeds.py": "calendar feeds, known by the hash of a token; whoever holds one is nobody yet",
    "record/private/holders.py": "who alone knows a part of the code: read by themselves and the lead of their team, by no owner",
    "record/private/range_answers.py": "ranges before all are in: counted, and read by nobody whoever they are",
    "record/private/tokens.py": "sealed tokens, opened by nobody but the one that reaches their host",
    "record/private/start_links.py": "one-time links, known to nobody else; whoever holds one is nobody yet",
    "record/snapshots.py": "rows to a snapshot and back: the whole plan of one program, for rounds and for its readers",
}
"""Modules that may start from a table, and why."""

FOR_NOBODY = {
    "cli/acting.py": "finds the owner of the machine, before anybody is known",
    "cli/running/checks.py": "compares the clock with the newest round and act of all programs",
    "cli/running/examples.py": "loads the examples where no program ever was",
    "cli/running/start.py": "queues first rounds, and asks whether an owner was made",
    "communication/drafting.py": "a round drafts letters, nobody does",
    "communication/posting.py": "writes envelopes: who asks learns no address",
    "desk/copies.py": "looks whether another program, whosever it is, reads the same repository",
    "desk/hooks.py": "takes a webhook in: a tracker has no account, its signature is what counts",
    "desk/prepared.py": "finds who asked for a file; the machine's owner has no account before the first visit",
    "desk/importing.py": "finds who queued an import; the machine's owner has no account before the first visit",
    "desk/upload_reading.py": "a job of an upload belongs to no program; the upload was found as theirs",
    "desk/uploads.py": "finds who brought an upload",
    "desk/verbs/undo.py": "asks whether a letter has left, whoever takes its approval back",
    "direction/asking.py": "writes envelopes: who asks learns no address",
    "rounds/clock.py": "the clock",
    "rounds/deliver.py": "delivery",
    "rounds/forecasts.py": "a round foresees, and resolves what has come",
    "rounds/hear.py": "hears a source for whoever may see its program",
    "rounds/push.py": "writes to a tracker what somebody approved",
    "rounds/ledger.py": "a round resolves what is due",
    "rounds/round.py": "a round",
    "rounds/slipping.py": "a worker computes a slip, and drafts what each audience would hear",
    "rounds/thinning.py": "a round thins out old snapshots",
    "rounds/track.py": "a round counts what held",
    "rounds/work.py": "a worker",
}
"""Modules above the record that read as Leadline itself, for nobody in particular, and why."""

MANAGERS = {"objects", "_default_manager", "_base_manager"}
ASKS = {"all", "filter", "exclude", "create", "first", "last", "order_by", "values_list", "exists", "count",
        "update", "delete", "bulk_create", "get_or_create", "update_or_create", "iterator"}  # fmt: skip


def modules() -> dict[str, ast.Module]:
    """Every module by its path under `leadline`; how tables are made is no reading of them."""
    found = {str(one.relative_to(SRC)): one for one in sorted(SRC.rglob("*.py"))}
    return {name: ast.parse(one.read_text()) for name, one in found.items() if "record/migrations/" not in name}


@cache
def other_sides() -> set[str]:
    """What a row calls the rows that point at it: `round.findings`, `program.journal`. They know no reader either."""
    every = apps.get_app_config("record").get_models()
    return {str(one.get_accessor_name()) for table in every for one in table._meta.related_objects} - {"None"}


def strays(tree: ast.Module) -> Iterator[str]:
    """Querysets that start from a table, or from a row's other side."""
    for one in ast.walk(tree):
        match one:
            case ast.Attribute(attr=name) if name in MANAGERS:
                yield ast.unparse(one)
            case ast.Attribute(value=ast.Attribute(attr=side), attr=asked) if asked in ASKS and side in other_sides():
                yield ast.unparse(one)
            case ast.Call(func=ast.Name("getattr"), args=[_, ast.Constant(name), *_]) if name in MANAGERS:
                yield ast.unparse(one)


def acts_for_nobody(tree: ast.Module) -> bool:
    """Whether a module reads as Leadline itself: it names SYSTEM, or makes somebody who is it."""
    return any(
        (isinstance(one, ast.Name) and one.id == "SYSTEM") or (isinstance(one, ast.keyword) and one.arg == "system")
        for one in ast.walk(tree)
    )


def imports(tree: ast.Module) -> set[str]:
    return {name.name for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) for name in one.names}


def test_every_queryset_is_somebodys() -> None:
    found = {name: list(strays(tree)) for name, tree in modules().items() if name not in WAYS}

    assert {name: own for name, own in found.items() if own} == {}


def test_a_module_that_starts_from_a_table_no_more_leaves_the_list() -> None:
    every = modules()

    assert [name for name in WAYS if name not in every or not list(strays(every[name]))] == []


def test_only_the_record_is_the_way() -> None:
    assert [name for name in WAYS if not name.startswith("record/")] == []


def test_who_reads_as_leadline_itself_says_why() -> None:
    found = {name for name, tree in modules().items() if not name.startswith("record/") and acts_for_nobody(tree)}

    assert found == set(FOR_NOBODY)


def test_no_page_and_no_question_reads_as_leadline_itself() -> None:
    assert [name for name in FOR_NOBODY if "/pages/" in name or name.endswith("questions.py")] == []
    assert [name for name in FOR_NOBODY if name.startswith("web/")] == []


def test_links_that_let_somebody_in_are_known_to_the_private_room_only() -> None:
    inside = {name for name, tree in modules().items() if {"StartLink", "SpentLink"} & imports(tree)}

    assert {str(Path(one).parent) for one in inside} == {"record/private"}


@pytest.mark.parametrize(
    "line",
    [
        "Letter.objects.filter(program=program)",
        "rows = tables()[noun].objects",
        "Letter._default_manager.all()",
        "Letter._base_manager.get(pk=1)",
        "getattr(Letter, 'objects').all()",
        "round.findings.exclude(state='gone')",
        "act.program.journal.create(says='…')",
    ],
)
def test_it_sees_a_queryset_that_is_nobodys(line: str) -> None:
    assert list(strays(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "for_(act.who).rows(Letter, act.program).filter(state='draft')",
        "for_(visit.who).findings(round).exclude(state='gone')",
        "len(report.findings)",
        "self.roles.get('key')",
    ],
)
def test_it_leaves_the_way_and_plain_values_alone(line: str) -> None:
    assert not list(strays(ast.parse(line)))


@pytest.mark.parametrize("line", ["for_(SYSTEM).programs()", "Who('Leadline', system=True)"])
def test_it_sees_who_reads_as_leadline_itself(line: str) -> None:
    assert acts_for_nobody(ast.parse(line))
