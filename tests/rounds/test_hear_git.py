"""A repository through the whole way: read, kept, in the plan; and who alone knows a part, in the private record only."""

import json
from pathlib import Path

import pytest
from django.core.serializers import serialize
from django.db import models
from tests.sources.git.repository import MARA, NOON, TOMAS, Repository, reached

from leadline.program.document import read
from leadline.record.access import LEAD, MEMBER, SYSTEM, Who, for_
from leadline.record.hearing.leaving import leave
from leadline.record.hearing.parts import unpack
from leadline.record.models import Account, Heard, Program, Role, Source
from leadline.record.private.holders import seen_by
from leadline.record.private.models import Holder
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.hear import hear
from leadline.sources.git.mirror import Mirror
from leadline.sources.git.tracker import TRACKER
from leadline.sources.tracker import Surroundings

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "code" / "shop")
    made.commit(MARA, "2026-02-02", "Begin", **{f"file{number}_py": "x\n" for number in range(4)})
    made.commit(TOMAS, "2026-02-04", "Refund", refund_py="a\nb\n")
    return made


@pytest.fixture
def program() -> Program:
    plain = {
        "id": "checkout",
        "as_of": "2026-03-04",
        "teams": [{"id": "core"}, {"id": "other"}],
        "people": [
            {"id": "mara", "name": "M. L.", "team": "core"},
            {"id": "joana", "name": "Joana", "team": "core"},
            {"id": "nils", "name": "Nils", "team": "other"},
        ],
        "work": [{"id": "A", "name": "Pay"}],
    }
    return store(read(plain), NOON)


@pytest.fixture
def source(program: Program, shop: Repository) -> Source:
    return Source.objects.create(
        program=program, address=f"git:{shop.folder}", kind="git", connected_at=NOON,
        mapping={"people": {"Mara Lind": "mara"}, "parts": {"/": "A"}},
    )  # fmt: skip


def heard(source: Source, shop: Repository, home: Path, *, whole: bool = False) -> None:
    def reach(own: Source) -> Mirror:
        return reached(shop, home)

    hear(source, lambda: NOON, whole=whole, losses=True, reach=reach)


def person(program: Program, name: str, role: str) -> Who:
    account = Account.objects.create_account(f"{name}@example.com", name)
    Role.objects.create(account=account, program=program, role=role, person=name)
    return Who(name, account=account)


def test_parts_of_the_code_come_into_the_plan(source: Source, shop: Repository, tmp_path: Path) -> None:
    heard(source, shop, tmp_path)

    assert source.state == Source.WELL, source.says
    found = load_snapshot(source.program, NOON.date())
    whole = next(one for one in found.components if one.path == "/")
    assert (whole.name, whole.truck_factor, whole.serves, whole.files) == ("shop", 1, "A", 5)


def test_reading_again_and_reading_all_anew_change_nothing(source: Source, shop: Repository, tmp_path: Path) -> None:
    heard(source, shop, tmp_path)
    before = load_snapshot(source.program, NOON.date())

    heard(source, shop, tmp_path)
    heard(source, shop, tmp_path, whole=True)

    assert load_snapshot(source.program, NOON.date()) == before


def test_an_author_stands_nowhere_but_among_the_words_that_a_person_may_explain(
    source: Source, shop: Repository, tmp_path: Path
) -> None:
    heard(source, shop, tmp_path)

    said = "".join(
        serialize("json", model.objects.all()) for model in _tables() if model is not Source and model is not Holder
    )
    said += "".join(json.dumps(unpack(one.parts)) for one in Heard.objects.all())
    own = json.loads(serialize("json", [source]))[0]["fields"]
    assert list(own.pop("words")["people"]) == ["Mara Lind", "Tomas Reyes"]
    own.pop("mapping")
    for word in ("Mara Lind", "Tomas Reyes", "a.example"):
        assert word not in said
        assert word not in json.dumps(own)


def test_who_alone_knows_a_part_is_seen_by_themselves_and_the_lead_of_their_team_only(
    source: Source, shop: Repository, tmp_path: Path
) -> None:
    heard(source, shop, tmp_path)
    program, snapshot = source.program, load_snapshot(source.program, NOON.date())
    part = next(one.id for one in snapshot.components if one.path == "/")

    def seen(who: Who) -> dict[str, str]:
        return seen_by(who, program, snapshot)

    assert seen(person(program, "mara", MEMBER)).get(part) == "mara"
    assert seen(person(program, "joana", LEAD)).get(part) == "mara"
    assert seen(person(program, "nils", LEAD)) == {}
    assert seen(person(program, "ines", "tpm")) == {}
    assert seen(Who("the machine", system=True)) == {}


def test_the_general_way_to_tables_shows_it_to_nobody_at_all(source: Source, shop: Repository, tmp_path: Path) -> None:
    heard(source, shop, tmp_path)
    assert Holder.objects.exists()

    for who in (SYSTEM, person(source.program, "ines", "tpm"), person(source.program, "mara", MEMBER)):
        assert not for_(who).rows(Holder, source.program).exists()
        assert not for_(who).every(Holder).exists()


def test_an_author_of_whom_nobody_said_who_they_are_is_kept_nowhere(
    source: Source, shop: Repository, tmp_path: Path
) -> None:
    source.mapping = {}
    source.save()

    heard(source, shop, tmp_path)

    assert not Holder.objects.exists()


def test_a_source_that_is_let_go_takes_them_along(source: Source, shop: Repository, tmp_path: Path) -> None:
    heard(source, shop, tmp_path)
    assert Holder.objects.exists()

    leave(source, NOON, keep=True)

    assert not Holder.objects.exists()


def test_a_repository_that_is_not_allowed_any_more_stops_with_who_must_do_what(source: Source, tmp_path: Path) -> None:
    def reach(own: Source) -> object:
        around = Surroundings(frozenset(), frozenset(), tmp_path, lambda: NOON)
        return TRACKER.reach(TRACKER.settings(own.address, own.mapping), "", around)

    hear(source, lambda: NOON, reach=reach)

    assert source.state == Source.STOPPED
    assert "LEADLINE_GIT_FOLDERS" in source.says


def _tables() -> list[type[models.Model]]:
    from django.apps import apps

    return list(apps.get_app_config("record").get_models())
