"""What is new, what is still there, what is gone; and one card for each root cause."""

from leadline.linter.compare import Card, cards, compare
from leadline.program.finding import Finding, Report


def about(subject: str, rule: str = "D201", severity: str = "medium", root: str = "", says: str = "Late.") -> Finding:
    return Finding(rule, subject, says, severity, root=root)


def states(report: Report, last: Report | None) -> list[tuple[str, str]]:
    return [(one.finding.subject, one.state) for one in compare(report, last)]


def test_everything_is_new_the_first_time() -> None:
    assert states(Report((about("work:a"),)), None) == [("work:a", "new")]


def test_what_was_there_is_still_there_even_in_other_words() -> None:
    last = Report((about("work:a", says="Late by 3 days."),))

    assert states(Report((about("work:a", says="Late by 4 days."),)), last) == [("work:a", "still")]


def test_what_is_no_longer_said_is_gone() -> None:
    last = Report((about("work:a"), about("work:b")))

    assert states(Report((about("work:b"),)), last) == [("work:b", "still"), ("work:a", "gone")]
    assert states(Report(clean=("D201",)), last) == [("work:a", "gone"), ("work:b", "gone")]


def test_what_a_blind_rule_said_is_not_gone_because_nobody_looked() -> None:
    last = Report((about("work:a"),))

    assert states(Report(blind={"D201": "The program was not simulated."}), last) == []


def test_what_explains_a_finding_is_the_head_of_its_card() -> None:
    late = about("milestone:live", severity="critical", root="roadblock:slot")
    stuck = about("roadblock:slot", "S401", "high")
    other = about("goal:iberia", "S101")

    assert cards([late, stuck, other]) == (Card(stuck, (late,)), Card(other))


def test_a_chain_of_causes_is_one_card() -> None:
    late = about("milestone:live", root="work:a")
    idle = about("work:a", "D407", root="roadblock:slot")
    stuck = about("roadblock:slot", "S401", "low")

    assert cards([late, idle, stuck]) == (Card(stuck, (late, idle)),)


def test_those_that_share_a_root_nobody_found_anything_about_stand_under_the_worst() -> None:
    one = about("milestone:one", severity="high", root="work:a")
    two = about("milestone:two", severity="critical", root="work:a")

    assert cards([one, two]) == (Card(two, (one,)),)


def test_two_findings_on_one_subject_that_nothing_points_to_are_two_cards() -> None:
    one, two = about("work:a", "D407"), about("work:a", "D116")

    assert cards([one, two]) == (Card(one), Card(two))


def test_a_circle_of_causes_is_one_card_wherever_it_is_entered() -> None:
    one, two = about("work:a", root="work:b"), about("work:b", root="work:a")
    three = about("milestone:live", root="work:b")

    assert cards([three, one, two]) == (Card(one, (three, two)),)
    assert cards([two, one, three]) == (Card(one, (two, three)),)


def test_a_finding_that_names_itself_as_its_root_stands_alone() -> None:
    one = about("work:a", root="work:a")

    assert cards([one]) == (Card(one),)
