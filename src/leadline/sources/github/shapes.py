"""What GitHub's payloads are read with: the shapes of every tracker, and addresses of issues."""

from urllib.parse import urlsplit

from leadline.sources.shapes import day, moment, record, records, text, whole

__all__ = ["day", "moment", "place", "record", "records", "text", "whole"]


def place(web: str) -> tuple[str, str, int]:
    """Host, `owner/repository` and number of an issue's address, of its page or in the API; number 0 where it is none."""
    parts = urlsplit(web)
    steps = [step for step in parts.path.split("/") if step]
    if "repos" in steps:
        steps = steps[steps.index("repos") + 1 :]
    if len(steps) < 4 or steps[2] not in ("issues", "pull", "pulls") or not steps[3].isdigit():
        return "", "", 0
    host = parts.netloc.casefold().removeprefix("api.")
    return host, f"{steps[0]}/{steps[1]}".casefold(), int(steps[3])
