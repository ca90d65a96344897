"""
The reference of the command line, written from the commands themselves.

`python -m leadline.cli.reference > docs/reference/cli.md` writes it; a test compares.
"""

import inspect
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from leadline.cli.main import app

BAR = "\\|"
"""A bar inside a cell of a Markdown table."""

HEAD = """\
# The command line

`leadline COMMAND --help` says the same on the spot. Answers go to stdout, messages and progress to stderr, so that pipes \
stay clean; `--json` answers in a form that only ever grows. This page is written by `python -m leadline.cli.reference`.

| exit code | means |
| --- | --- |
| 0 | fine |
| 1 | `lint`: there are findings at or above `--fail-on` |
| 2 | bad input: a file, a field or a word that cannot be read |
| 3 | refused: understood and declined; nothing was changed |
| 70 | Leadline itself failed; the message names a file with the details |
| 74 | the disk is full; nothing half-made was kept |
| 130 | stopped by Ctrl-C |

In JSON, days are calendar days (positive is earlier), shares are from 0 to 1, money is in cents of the program's currency, \
and `null` is unknown, never 0. A driver's `days` are the width of what it decides: from its good end to its bad one.
"""


def reference() -> str:
    """The whole page as Markdown."""
    group: Any = get_command(app)
    parts = [HEAD, "## For every command\n", *_rows(group.params)]
    for name, command in group.commands.items():
        if not command.hidden:
            parts += ["", f"## leadline {name}\n", inspect.cleandoc(command.help or ""), "", _usage(name, command), ""]
            parts += _rows(command.params)
    hidden = ", ".join(f"`{name}`" for name, command in group.commands.items() if command.hidden)
    parts += [
        "",
        "## Started by `leadline up`\n",
        f"{hidden}: the processes of one Leadline. Nobody needs to type them.",
    ]
    return "\n".join(parts) + "\n"


def _usage(name: str, command: Any) -> str:
    words = [_argument(one) for one in command.params if one.param_type_name == "argument"]
    return f"```sh\nleadline {' '.join([name, *words, '[OPTIONS]'])}\n```"


def _argument(one: Any) -> str:
    word = (one.metavar or one.name.upper()) + (" …" if one.nargs == -1 else "")
    return word if one.required else f"[{word}]"


def _rows(params: list[Any]) -> Iterator[str]:
    shown = [one for one in params if one.name != "help"]
    if shown:
        yield "| | |\n| --- | --- |"
    for one in shown:
        yield f"| {_name(one).replace('|', BAR)} | {_says(one).replace('|', BAR)} |"


def _name(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{one.metavar or one.name.upper()}`"
    names = ", ".join([*one.opts, *one.secondary_opts])
    return f"`{names}`" if one.is_flag else f"`{names} {one.metavar or 'TEXT'}`"


def _says(one: Any) -> str:
    says = one.help or ""
    envvar = f" Environment: `{one.envvar}`." if getattr(one, "envvar", None) else ""
    told = one.default is not None and one.default != "" and not one.required and not callable(one.default)
    default = f" Default: {one.default}." if told and not getattr(one, "is_flag", False) else ""
    return f"{says}{envvar}{default}"


if __name__ == "__main__":
    print(reference(), end="")
