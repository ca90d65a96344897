import json

import pytest
from tests.cli.conftest import Leadline

from leadline.record.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def looked(checkout: Leadline) -> Leadline:
    """The checkout program after a round."""
    answer = checkout("round", "--futures", "200", "--json")
    assert answer.exit_code == 0, answer.output
    return checkout


def test_a_round_runs_here_when_no_worker_is_up(checkout: Leadline) -> None:
    answer = checkout("round", "--futures", "200", "--seed", "7", "--json")

    said = json.loads(answer.stdout)
    assert (said["program"], said["round"], said["as_of"], said["seed"]) == ("checkout", 1, "2026-03-02", 7)
    assert Job.objects.get(kind="round").state == Job.DONE


def test_when_answers_from_the_last_round(looked: Leadline) -> None:
    said = json.loads(looked("when", "Checkout live", "--json").stdout)

    assert list(said) == [
        "milestone",
        "p50",
        "p80",
        "p95",
        "commitment",
        "odds",
        "drivers",
        "ladder",
        "merge_days",
        "moved",
        "blind",
    ]
    assert (said["milestone"], said["commitment"]) == ("live", "2026-03-31")
    # 5 + 5 working days on one pair of hands cannot end before Friday 13 March.
    assert "2026-03-06" < said["p50"] <= said["p80"] <= said["p95"]
    assert {one["subject"] for one in said["drivers"]} <= {"work:A", "work:B"}


def test_when_says_why_the_forecast_moved_since_the_round_before(looked: Leadline) -> None:
    assert json.loads(looked("when", "live", "--json").stdout)["moved"] is None
    looked("change", "work", "A", "estimate=15d")
    looked("round", "--futures", "200")

    moved = json.loads(looked("when", "live", "--json").stdout)["moved"]
    shown = looked("when", "live").stdout.splitlines()

    (cause,) = moved["causes"]
    assert (moved["round"], cause["cause"], cause["days"]) == (1, "estimates", moved["days"])
    assert cause["says"] == "The estimate of “Payment form” went from 5d to 15d."
    # Ten more working days are fourteen, and more where they go badly.
    assert moved["days"] >= 14
    assert f"  moved       +{moved['days']:.1f} days since round 1 (2026-03-02), of which" in shown
    assert [one.split(maxsplit=1) for one in shown[-1:]] == [[f"+{moved['days']:.1f}", cause["says"]]]


def test_a_milestone_nobody_works_on_has_no_date_and_says_why(looked: Leadline) -> None:
    answer = looked("when", "pilot", "--json")

    assert json.loads(answer.stdout)["p50"] is None
    assert answer.stderr.strip()


def test_findings_have_the_form_of_a_lint(looked: Leadline) -> None:
    said = json.loads(looked("findings", "--json").stdout)

    keys = "schema as_of seed futures engine findings clean blind outlook no_forecast"
    assert list(said) == keys.split()
    asked = next(one for one in said["findings"] if one["rule"] == "D203")
    assert (asked["state"], asked["severity"], asked["subject"]) == ("new", "high", "promise:p")


def test_price_shows_the_ways_out_of_one_finding_and_why_one_has_no_price(looked: Leadline) -> None:
    id = next(one["id"] for one in json.loads(looked("findings", "--json").stdout)["findings"] if one["rule"] == "D203")

    answer = looked("price", id)

    assert answer.exit_code == 0
    assert "no price: " in answer.stdout
    assert looked("price", "nix").exit_code == 2
    assert looked("price").exit_code == 0


def test_a_snoozed_finding_is_counted_and_not_shown(looked: Leadline) -> None:
    every = json.loads(looked("findings", "--json").stdout)["findings"]

    looked("do", "snooze", f"finding={every[0]['id']}", "until=2026-03-20", "reason=Ines is away")

    answer = looked("findings", "--json")
    assert len(json.loads(answer.stdout)["findings"]) == len(every) - 1
    assert "1 finding put aside" in answer.stderr


def test_findings_for_people_end_in_a_tally(looked: Leadline) -> None:
    lines = looked("findings").stdout.splitlines()

    assert lines[0] == "Checkout, round 1, as of 2026-03-02"
    assert "could not look." in lines[-1]


def test_a_round_that_fails_says_why_and_leaves_no_round(checkout: Leadline, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leadline.rounds.work.run_round", broken)

    answer = checkout("round")

    assert answer.exit_code == 74
    assert "No space left" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert checkout("findings").exit_code == 3


def test_the_best_set_is_simulated_as_one(looked: Leadline) -> None:
    singles = looked("price", "--json")
    answer = looked("price", "--together", "--json")

    assert answer.exit_code == 0, answer.output
    chosen, gains = (
        json.loads(answer.stdout),
        [line for one in json.loads(singles.stdout) for line in one["price"] or ()],
    )
    # Each step adds to the one before, and the first is the best single one.
    days = [max(line["days"] for line in one["price"]) for one in chosen]
    assert days == sorted(days)
    assert bool(chosen) == any(line["days"] >= 0.5 for line in gains)


def test_a_set_is_chosen_among_all_findings_or_not_at_all(looked: Leadline) -> None:
    id = json.loads(looked("findings", "--json").stdout)["findings"][0]["id"]

    answer = looked("price", id, "--together")

    assert answer.exit_code == 2
    assert "--together chooses among all findings." in answer.stderr


def test_within_a_budget_of_nothing_only_what_is_free_is_chosen(looked: Leadline) -> None:
    answer = looked("price", "--together", "--budget", "0")

    assert answer.exit_code == 0
    assert "1. " in answer.stdout or "Nothing that was priced" in answer.stderr
