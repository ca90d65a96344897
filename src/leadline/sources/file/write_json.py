"""A program as a JSON file that reads back as the same program."""

import json

from leadline.program import document
from leadline.program.snapshot import Snapshot


def write_json(snapshot: Snapshot) -> str:
    """The text of the document. The same program gives the same text; reading the text gives the same program."""
    return json.dumps(document.write(snapshot), ensure_ascii=False, indent=2) + "\n"
