"""
How tangled a file is, by the shape of its lines alone: how far they are indented.

Source: Hindle, Godfrey, Holt, *Reading beside the lines: indentation as a proxy for complexity metrics* (2008); Tornhill, *Your
code as a crime scene*, for putting it beside how often a file changes.
"""

SPACES = 4
MOST_BYTES = 2**20


def complexity(content: bytes) -> int:
    """The levels of indentation of all lines that say something, added up; 0 for what is no text or endless."""
    if len(content) > MOST_BYTES or b"\0" in content[:8000]:
        return 0
    total = 0
    for line in content.expandtabs(SPACES).split(b"\n"):
        bare = line.lstrip(b" ")
        if bare.strip():
            total += (len(line) - len(bare)) // SPACES
    return total
