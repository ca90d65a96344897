"""`leadline retire`: takes a noun out of the plan."""

from leadline.cli.commands.add import Noun
from leadline.cli.commands.change import Id
from leadline.cli.options import Json, ProgramKey


def retire(noun: Noun, id: Id, program: ProgramKey = "", json: Json = False) -> None:
    """Take something out of the plan; `leadline undo` brings it back."""
    from leadline.cli import ready
    from leadline.cli.acting import act

    ready.doors()
    act("retire", program, {"noun": noun, "id": id}, json=json)
