"""`leadline programs`: which programs are kept here."""

from typing import Any

from leadline.cli.options import Json


def programs(json: Json = False) -> None:
    """List the programs, with their last round."""
    from leadline.charts import words
    from leadline.cli import ready
    from leadline.cli.acting import somebody
    from leadline.cli.say import as_json, note, table

    ready.database()
    from leadline.record.access import for_
    from leadline.record.results import last_round

    who = somebody()
    rows: list[dict[str, Any]] = []
    for one in for_(who).programs():
        last = last_round(who, one)
        rows.append(
            {
                "program": one.key,
                "name": one.name,
                "today": one.today(ready.now()).isoformat(),
                "round": last.number if last else None,
                "joint": last.totals.get("joint") if last else None,
            }
        )
    if json:
        as_json(rows)
    elif rows:
        table(
            [
                (row["program"], row["name"], row["today"], _round(row["round"]), words.share(row["joint"]))
                for row in rows
            ]
        )
    else:
        note("There is no program yet. `leadline import FILE` brings one in.")


def _round(number: int | None) -> str:
    return f"round {number}" if number else "no round yet"
