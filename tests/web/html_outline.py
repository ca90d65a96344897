"""Reads a page as an outline: what a test has to know about its structure."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Elements of SVG may close themselves; elements of HTML may not.
SELF_CLOSED = {"circle", "line", "path", "rect", "ellipse", "polygon", "polyline", "use"}
FIELDS = {"input", "select", "textarea"}


@dataclass
class Outline(HTMLParser):
    """The ids, labels, fields, headings and mistakes of a page."""

    html: str
    ids: list[str] = field(default_factory=list)
    refers: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    fields: list[dict[str, str]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    scripts: list[dict[str, str]] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    posts_without_token: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._token_due = False
        self.feed(self.html)
        self.close()
        self.mistakes += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = {name: value or "" for name, value in attrs}
        self._attributes(tag, attrs, here)
        self._refer(tag, here)
        if tag in FIELDS and here.get("type") not in ("hidden", "submit"):
            self.fields.append(here | {"inside-label": "yes" if "label" in self._open else ""})
        if tag[0] == "h" and tag[1:].isdigit() and "dialog" not in self._open:
            self.headings.append(int(tag[1]))
        if tag == "script":
            self.scripts.append(here)
        if tag == "form" and here.get("method") == "post":
            self._token_due = True
            self.posts_without_token += 1
        if tag == "input" and here.get("name") == "csrfmiddlewaretoken" and self._token_due:
            self._token_due = False
            self.posts_without_token -= 1
        if tag == "form" and "form" in self._open:
            self.mistakes.append("a form inside a form")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SELF_CLOSED:
            self.mistakes.append(f"<{tag}/> closes itself")
        self._attributes(tag, attrs, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.mistakes.append(f"</{tag}> at {self.getpos()} closes {self._open[-1:] or 'nothing'}")
            return
        self._open.pop()

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]], here: dict[str, str]) -> None:
        names = [name for name, _ in attrs]
        self.mistakes += [f"<{tag}> says {name} twice" for name in set(names) if names.count(name) > 1]
        self.mistakes += [f"<{tag}> has {name}=" for name in names if name == "style" or name.startswith("on")]
        if "id" in here:
            self.ids.append(here["id"])

    def _refer(self, tag: str, here: dict[str, str]) -> None:
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "list"):
            self.refers += here.get(name, "").split()
        if tag == "label" and "for" in here:
            self.labels.add(here["for"])
            self.refers.append(here["for"])
        if here.get("href", "").startswith("#") and len(here["href"]) > 1:
            self.refers.append(here["href"][1:])
