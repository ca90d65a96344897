"""TaskJuggler projects: read by a reader of our own, bounded, and understood as TaskJuggler does."""

from datetime import date

import pytest

from leadline.program import document
from leadline.program.people import Absence
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.sources.errors import SourceError, TooLarge, Unreadable
from leadline.sources.mspdi.translate import Translated
from leadline.sources.taskjuggler.read import read_bytes
from leadline.sources.taskjuggler.translate import translate

DAY = date(2026, 3, 2)
HEAD = 'project pay "Payments" 2026-01-05 +6m { currency "USD" }\n'


def found(text: str, **more: str) -> Translated:
    files = {"pay.tjp": text.encode(), **{f"{name}.tji": own.encode() for name, own in more.items()}}
    return translate(read_bytes(files), DAY)


def program(text: str, **more: str) -> Snapshot:
    return found(HEAD + text, **more).snapshot


def links(snapshot: Snapshot) -> set[tuple[str, str, str, float]]:
    return {(one.before, one.after, one.kind, one.lag_days) for one in snapshot.dependencies}


def test_the_head_is_the_program() -> None:
    own = program('task a "A" { effort 5d }')

    assert (own.id, own.name, own.currency, own.started_on) == ("pay", "Payments", "USD", date(2026, 1, 5))


def test_effort_length_and_duration_are_working_days_of_those_who_do_it() -> None:
    own = program("""
        resource dev "Developers" { resource mara "Mara"  resource ines "Ines" { efficiency 0.5 } }
        task alone "Alone" { effort 2w allocate mara }
        task slow "Slow" { effort 3d allocate ines }
        task both "Both" { effort 6d allocate dev }
        task length "Length" { length 16h }
        task elapsed "Elapsed" { duration 7d }
        task span "Span" { start 2026-03-02 end 2026-03-09 }
    """)

    estimates = {one.id: one.estimate and one.estimate.high for one in own.work}
    assert estimates["alone"] == pytest.approx(10, abs=0.01)
    # Half as fast: six days. Both together: 6 / (1 + 0.5). An end without a time is the midnight before that day.
    assert {id: days for id, days in estimates.items() if id != "alone"} == {
        "slow": 6, "both": 4, "length": 2, "elapsed": 5, "span": 5,
    }  # fmt: skip
    assert [(one.assignee, one.hands, one.team) for one in own.work if one.id == "both"] == [("mara", 2, "dev")]


def test_links_reach_up_and_down_the_outline_with_gaps_and_ends() -> None:
    own = program("""
        task all "All" {
          task one "One" { task a "A" { effort 1d }  task b "B" { effort 1d depends !a { gapduration 3d } } }
          task two "Two" {
            task c "C" { effort 1d depends !!one.b { gaplength 5d }, all.one.a { onstart } }
            task d "D" { effort 1d precedes !e { onend }, !f }
            task e "E" { effort 1d }
            task f "F" { milestone }
          }
        }
    """)

    assert links(own) == {
        ("all.one.a", "all.one.b", "FS", 3.0), ("all.one.b", "all.two.c", "FS", 7.0), ("all.one.a", "all.two.c", "SS", 0.0),
        ("all.two.d", "all.two.e", "FF", 0.0), ("all.two.d", "all.two.f", "FS", 0.0),
    }  # fmt: skip


def test_a_link_between_tasks_that_hold_others_is_one_of_those_at_their_rim() -> None:
    own = program("""
        task one "One" { task a "A" { effort 1d }  task b "B" { effort 1d depends !a } }
        task two "Two" { depends one  task c "C" { effort 1d }  task d "D" { effort 1d depends !c } }
    """)

    assert links(own) == {
        ("one.a", "one.b", "FS", 0.0), ("one.b", "two.c", "FS", 0.0), ("two.c", "two.d", "FS", 0.0),
    }  # fmt: skip


def test_the_task_above_all_others_is_the_program_and_those_in_it_are_projects() -> None:
    own = program("""
        task all "All" {
          task one "One" { task a "A" { effort 1d } task deep "Deep" { task b "B" { effort 1d } } }
          task two "Two" { task go "Go" { } }
        }
    """)

    assert [(one.id, one.name) for one in own.projects] == [("all.one", "One"), ("all.two", "Two")]
    assert {one.id: one.project for one in own.work} == {"all.one.a": "all.one", "all.one.deep.b": "all.one"}
    assert [(one.id, one.project) for one in own.milestones] == [("all.two.go", "all.two")]


def test_people_have_their_leave_without_its_reason_and_their_share_and_hours() -> None:
    own = program("""
        leaves holiday "Good Friday" 2026-04-03, holiday "Labour" 2026-05-01
        shift half "Half" { workinghours mon - fri 9:00 - 13:00 }
        rate 400
        resource mara "Mara" { email "mara@example.com" leaves sick 2026-03-09 - 2026-03-14, annual 2026-06-01 +2d rate 500 }
        resource ines "Ines" { workinghours fri off limits { dailymax 4h } }
        resource tomas "Tomas" { shifts half }
        resource room "Room" { efficiency 0.0 }
        task a "A" { effort 1d allocate mara }
    """)

    people = {one.id: one for one in own.people}
    calendars = {one.id: one for one in own.calendars}
    assert people["mara"].absences == (
        Absence(date(2026, 3, 9), date(2026, 3, 13)),
        Absence(date(2026, 6, 1), date(2026, 6, 2)),
    )
    assert [people[one].day_rate_cents for one in ("mara", "ines")] == [50_000, 40_000]
    assert people["ines"].capacity == 0.5
    assert calendars[people["ines"].calendar].week == (1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0)
    assert calendars[people["tomas"].calendar].week == (0.5, 0.5, 0.5, 0.5, 0.5, 0.0, 0.0)
    assert calendars[own.calendar].holidays == (date(2026, 4, 3), date(2026, 5, 1))
    assert set(people) == {"mara", "ines", "tomas"}
    written = str(document.write(own))
    assert "sick" not in written
    assert "example.com" not in written


def test_what_is_complete_is_done_and_what_is_under_way_has_its_days() -> None:
    own = program("""
        task a "A" { start 2026-02-02 end 2026-02-07 effort 5d complete 100 priority 700 }
        task b "B" { start 2026-02-09 effort 10d complete 40 }
        task c "C" { start 2026-04-01 effort 1d }
        task m "M" { end 2026-03-31 maxend 2026-04-11 }
    """)

    a, b, c = own.work
    assert (a.state, a.started_on, a.done_on, a.priority) == ("done", date(2026, 2, 2), date(2026, 2, 6), 200)
    assert (b.state, b.estimate, b.spent_days) == ("doing", Range(10, 10), 4)
    assert (c.state, c.not_before) == ("todo", date(2026, 4, 1))
    assert own.milestones[0].baseline_on == date(2026, 3, 30)
    assert [(one.kind, one.state, one.due) for one in own.promises] == [("target", "proposed", date(2026, 4, 10))]


def test_macros_stand_for_their_text_with_arguments_and_within_texts() -> None:
    own = program("""
        macro who [ resource ${1} "${2}" ]
        macro days [ effort ${1} ]
        ${who "mara" "Mara [PM]"}
        task a "By ${projectstart}" { ${days "3d"} allocate mara  start ${projectstart} ${?unknown} }
        task b "B" { effort 1d start %{${projectstart} + 1w} }
    """)

    assert [(one.name, one.not_before) for one in own.work] == [
        ("By 2026-01-05", date(2026, 1, 5)),
        ("B", date(2026, 1, 12)),
    ]
    assert own.people[0].name == "Mara [PM]"


def test_included_files_come_along_and_may_define_what_follows() -> None:
    own = program(
        'include "sub/parts.tji"\ninclude "tasks.tji" { taskprefix all }\ntask b "B" { ${size} }',
        parts='macro size [ effort 2d ]\ntask all "All" { task x "X" { effort 1d } }', tasks='task c "C" { effort 3d }',
    )  # fmt: skip

    assert {one.id: one.estimate for one in own.work} == {
        "all.x": Range(1, 1), "all.c": Range(3, 3), "b": Range(2, 2),
    }  # fmt: skip


def test_later_words_supplement_and_only_the_first_scenario_counts() -> None:
    own = found("""
        project pay "Payments" 2026-01-05 +6m { scenario plan "Plan" { scenario late "Late" } }
        task one "One" { task a "A" { effort 5d late:effort 9d } }
        supplement task one.a { plan:effort 4d }
        taskreport "x" { columns name, start { title "Begins" }, end formats html }
    """)

    assert own.snapshot.work[0].estimate == Range(4, 4)
    assert own.left_out["values of other scenarios than the first"] == 1
    assert own.left_out["reports"] == 1


def test_comments_and_long_texts_end_where_they_should() -> None:
    own = program("""
        # task no "No" { effort 1d }
        // task no "No" { effort 1d }
        /* task no "No" {
           effort 1d } */
        task a 'It is "A"' { effort 1d note -8<- } task no "No" { ->8- }
    """)

    assert [one.id for one in own.work] == ["a"]


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("", Unreadable, "no “project”"),
        ("task a \"A\" { effort 1d }", Unreadable, "no “project”"),
        (HEAD + 'task a "A" {', Unreadable, "never closed"),
        (HEAD + "}", Unreadable, "never opened"),
        (HEAD + 'task a "A', Unreadable, "pay.tjp:2: a text has no end"),
        (HEAD + "${gone}", Unreadable, "pay.tjp:2: there is no macro “gone”"),
        (HEAD + "$(HOME)", Unreadable, "a value of the machine"),
        (HEAD + "macro a [ x", Unreadable, "has no end"),
        (HEAD + "macro a [ ${a} ]\n${a}", TooLarge, "call each other without an end"),
        (HEAD + "macro a [ task x ${1} ${a} ]\ntask b ${a}", TooLarge, "without an end"),
        (HEAD + 'include "/etc/passwd"', Unreadable, "includes “passwd”, which was not brought along"),
        (HEAD + 'include "pay.tjp"', TooLarge, "include each other without an end"),
        (HEAD + "".join(f'task a{n} "A" {{ ' for n in range(60)) + "}" * 60, TooLarge, "nested more than 50 deep"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_where_and_why(text: str, kind: type[SourceError], says: str) -> None:
    with pytest.raises(kind, match=says.replace("(", r"\(")):
        found(text)


def test_macros_that_double_each_time_are_stopped() -> None:
    bombs = "".join(f"macro m{n} [ ${{m{n - 1}}} ${{m{n - 1}}} ]\n" for n in range(1, 19))

    with pytest.raises(TooLarge, match="make too much of it"):
        found(f"{HEAD}macro m0 [ # ]\n{bombs}${{m18}}")


def test_several_projects_at_once_are_refused() -> None:
    with pytest.raises(Unreadable, match="several projects"):
        read_bytes({"a.tjp": HEAD.encode(), "b.tjp": HEAD.encode()})


def test_a_large_project_is_read_within_seconds() -> None:
    tasks = "\n".join(f'task t{n} "Task {n}" {{ effort 3d\n depends !t{max(n - 1, 0)} }}' for n in range(5_000))

    assert len(program(f'task all "All" {{ {tasks} }}').work) == 5_000
