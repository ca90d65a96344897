"""Every sample page holds what pages promise: unique ids, labels, headings in order, no inline style or script."""

import re

import pytest
from tests.web import gallery, sample
from tests.web.html_outline import Outline

NAMES = tuple(sample.gallery())
TEMPLATES = sorted((gallery.WEB / "templates").rglob("*.html"))


@pytest.fixture(params=NAMES)
def outline(request: pytest.FixtureRequest) -> Outline:
    return Outline(gallery.pages()[request.param])


def test_it_is_well_formed_without_inline_style_or_handlers(outline: Outline) -> None:
    assert outline.mistakes == []


def test_its_ids_are_unique_and_whatever_refers_to_one_finds_it(outline: Outline) -> None:
    assert sorted(outline.ids) == sorted(set(outline.ids))
    assert set(outline.refers) - set(outline.ids) == set()


def test_every_field_has_a_label(outline: Outline) -> None:
    for one in outline.fields:
        assert one["inside-label"] or one.get("aria-label") or one.get("id") in outline.labels, one


def test_it_has_one_h1_and_skips_no_heading(outline: Outline) -> None:
    assert outline.headings.count(1) == 1
    assert outline.headings[0] == 1
    for above, below in zip(outline.headings, outline.headings[1:], strict=False):
        assert below <= above + 1, outline.headings


def test_its_only_script_is_the_one_module(outline: Outline) -> None:
    assert outline.scripts == [{"type": "module", "src": "/static/leadline/js/main.js"}]


def test_every_form_that_posts_carries_its_token(outline: Outline) -> None:
    assert outline.posts_without_token == 0


@pytest.mark.parametrize(("url", "template", "context"), sample.fragments())
def test_a_fragment_is_one_element(url: str, template: str, context: dict[str, object]) -> None:
    html = gallery.render(template, **context).strip()

    assert Outline(html).mistakes == []
    assert re.match(r"<(\w+)", html), url


def test_every_component_and_every_part_of_the_frame_is_seen_in_the_gallery() -> None:
    used = {template for template, _ in sample.gallery().values()} | {template for _, template, _ in sample.fragments()}
    found: set[str] = set()

    def follow(name: str) -> None:
        if name in found:
            return
        found.add(name)
        root = gallery.WEB / "templates" if name.startswith("web/") else gallery.WEB.parents[2] / "tests/web/templates"
        for inner in re.findall(r'{% (?:include|extends) "([^"]+)"', (root / name).read_text(encoding="utf-8")):
            follow(inner)

    for name in used:
        follow(name)

    parts = {str(path.relative_to(gallery.WEB / "templates")) for path in TEMPLATES if path.parent.name != "pages"}
    # A link that opens is plain enough to stand in the middle of any sentence; see test_templates.
    assert parts - found == {"web/components/evidence.html"}


def test_no_colour_is_written_outside_the_tokens() -> None:
    colours = re.compile(r"#[0-9a-f]{3,8}\b|oklch\((?!var)|rgba?\(|hsl", re.IGNORECASE)
    for file in gallery.STATIC.rglob("*.css"):
        if file.name != "tokens.css":
            assert not colours.search(file.read_text(encoding="utf-8")), file.name


def test_every_token_that_is_used_exists() -> None:
    sheets = {file.name: file.read_text(encoding="utf-8") for file in gallery.STATIC.rglob("*.css")}
    known = set(re.findall(r"(--[\w-]+)\s*:", "".join(sheets.values())))
    for name, sheet in sheets.items():
        assert set(re.findall(r"var\((--[\w-]+)", sheet)) <= known, name


def test_the_one_sheet_imports_every_part_once_in_a_layer() -> None:
    imports = re.findall(r'@import url\("([^"]+)"\)', (gallery.STATIC / "look.css").read_text(encoding="utf-8"))
    files = {str(file.relative_to(gallery.STATIC)) for file in gallery.STATIC.rglob("*.css")} - {"look.css"}
    assert sorted(imports) == sorted(files)
    assert imports[0] == "tokens.css"
    for name in files:
        sheet = re.sub(r"/\*.*?\*/", "", (gallery.STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL).strip()
        assert sheet.startswith("@layer"), name
        assert "!important" not in sheet, name


def test_modules_import_only_each_other() -> None:
    modules = {file.name: file.read_text(encoding="utf-8") for file in (gallery.STATIC / "js").glob("*.js")}
    imported = {"main.js"}
    for name, text in modules.items():
        for target in re.findall(r'from "([^"]+)"', text):
            assert target.removeprefix("./") in modules, (name, target)
            imported.add(target.removeprefix("./"))
        assert "eval(" not in text
        assert "localStorage" not in text, name
    assert imported == set(modules)
