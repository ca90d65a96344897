"""What other people typed, made fit for a reader who is not told everything."""

from tests.communication.grounds import PLAN

from leadline.communication.discretion import discretion
from leadline.program import document

SNAPSHOT = document.read(PLAN)


def fit(altitude: str, text: str, *readers: str) -> str:
    return discretion(altitude, SNAPSHOT, frozenset(readers)).fit(text)


def test_a_sponsor_reads_it_as_it_was_typed() -> None:
    assert fit("sponsor", "Tomas moved RAIL-17 for €9k.") == "Tomas moved RAIL-17 for €9k."


def test_a_tracker_key_becomes_the_name_of_the_work() -> None:
    assert fit("executive", "RAIL-17 waits for CORE-1") == "Certification waits for Payments"
    assert fit("executive", "RAIL-17 Certification waits") == "Certification waits"


def test_a_key_of_no_work_of_ours_is_no_key_either() -> None:
    assert fit("partner", "See OPS-4 first") == "See a piece of work first"


def test_a_longer_key_is_not_mistaken_for_a_shorter_one() -> None:
    assert fit("executive", "CORE-11 waits") == "a piece of work waits"


def test_people_become_where_they_are() -> None:
    assert (
        fit("executive", "Mara Lindqvist and Joana wait for Tomas")
        == "somebody in Core and somebody in Rails wait for somebody outside"
    )


def test_readers_may_read_their_own_name_and_a_team_its_own_people() -> None:
    assert fit("partner", "Tomas asked Mara", "tomas") == "Tomas asked somebody in Core"
    assert fit("team", "Mara asked Joana", "mara") == "Mara asked somebody in Rails"


def test_a_name_inside_another_word_is_left_alone() -> None:
    assert fit("executive", "The Maracas release") == "The Maracas release"


def test_sentences_with_money_go_for_teams_and_partners() -> None:
    assert fit("team", "The slot moved. It costs €40k more. We wait.") == "The slot moved. We wait."
    assert fit("partner", "A day costs EUR 500.") == ""
    assert fit("executive", "It costs €40k more.") == "It costs €40k more."
