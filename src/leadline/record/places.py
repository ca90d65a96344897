"""Where the pages of nouns are, so that every page and every room links to the same ones."""

from leadline.program.snapshot import PLACES


def place_of(noun: str, id: str, key: str) -> str:
    """The address of a noun's page in the program `key`: a milestone and a letter have one of their own."""
    return f"/p/{key}/{ {'milestone': 'milestones', 'letter': 'briefs'}.get(noun, noun) }/{id}"


def form_of(noun: str, program: str) -> str:
    """The address of the form that adds a noun, below the program's own: `/p/checkout/risk/add`."""
    return f"{program}/{noun}/add"


def list_of(noun: str, key: str) -> str:
    """The address of the plain list of a noun: `/p/checkout/facts/team`."""
    return f"/p/{key}/facts/{noun}"


def called(noun: str) -> str:
    """What a noun's list is called: “Teams”, “People”, “Work”."""
    return PLACES[noun].capitalize()
