"""`python -m leadline` is the `leadline` command."""

import sys

if not (3, 12) <= sys.version_info[:2] < (3, 15):
    # Before anything else is imported: an older Python could not even read it.
    print("Leadline needs Python 3.12, 3.13 or 3.14; this is %d.%d." % sys.version_info[:2], file=sys.stderr)  # noqa: UP031 - an old Python must read this line
    sys.exit(3)

from leadline.cli.main import run

if __name__ == "__main__":
    run()
