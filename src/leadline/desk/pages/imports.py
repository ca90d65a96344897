"""Import: bring a file, see what it would change, keep it; and what earlier imports brought."""

from dataclasses import dataclass, replace

from leadline.charts import words
from leadline.charts.parts import Banner, Empty, Field, Form, Option, Progress
from leadline.desk import uploads
from leadline.desk.past_imports import Past, past
from leadline.desk.upload_reading import job_of
from leadline.desk.upload_showing import Shown, shown
from leadline.desk.uploads import FAILED, KEEPING, KEPT, LIMIT_SAYS, READ, WAITING, Upload
from leadline.record.access import PLANS, RUNS, Who
from leadline.record.access import may as allowed
from leadline.record.doors import Page, Visit, page
from leadline.sources.file.mapping import shipped_names

GONE = "That upload is gone: it was kept, put away, or it waited for more than a day. Bring the file again."


@dataclass(frozen=True)
class Bring:
    """The form that takes files."""

    action: str
    says: str
    fields: tuple[Field, ...]
    accept: str = ".yaml,.yml,.json,.csv,.tsv,.txt,.xlsx,.xlsm,.xml,.mpp,.mpt,.xer,.mpx,.pmxml,.tjp,.tji"


@dataclass(frozen=True, kw_only=True)
class ImportsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    bring: Bring | None
    progress: Progress | None = None
    again_url: str = ""
    banners: tuple[Banner, ...] = ()
    shown: Shown | None = None
    round: Form | None = None
    past: Past | None = None
    new_url: str = ""
    connect_url: str = ""
    empty: Empty | None = None


@page("import", roles=PLANS)
def imports(visit: Visit) -> ImportsPage:
    """Bring a plan in from a file, and see what earlier files brought."""
    base = f"/p/{visit.program.key}/import"
    may = visit.who.role_in(visit.program) in RUNS
    earlier = past(visit, base)
    upload, lost = _upload(visit.query.get("upload", ""), visit.who, visit.program.key)
    made = present(upload, base, lost=lost, may=may)
    new = "/import" if made.bring and may_bring_new(visit.who) else ""
    return replace(made, past=earlier, empty=_empty(earlier), round=_round(upload, visit), new_url=new)


def may_bring_new(who: Who) -> bool:
    """Whether they may make a program of a file: the owner may."""
    return allowed(who, "import", None)


def present_new(token: str, who: Who) -> ImportsPage:
    """The page without a program: a file becomes one."""
    upload, lost = _upload(token, who, "")
    return present(upload, "/import", lost=lost, may=True)


def _upload(token: str, who: Who, program: str) -> tuple[Upload | None, bool]:
    """The upload that an address names, and whether it is lost. One that was kept belongs to the program it went into."""
    upload = uploads.find(token, who) if token else None
    if upload is not None and upload.program != program and upload.state != KEPT:
        upload = None
    return upload, bool(token) and upload is None


def present(upload: Upload | None, base: str, *, lost: bool, may: bool) -> ImportsPage:
    """The page out of an upload, or of none."""
    bring = _bring(base) if may and (upload is None or upload.state in (FAILED, KEPT)) else None
    banners = [Banner(GONE, status="unknown")] if lost else []
    if upload is not None and upload.state in (FAILED, KEPT):
        banners.append(_outcome(upload))
    if not may:
        banners.append(Banner("Whoever runs this program brings files in. You can see what they brought.", icon="lock"))
    waiting = upload is not None and upload.state in (WAITING, KEEPING)
    ready = upload is not None and upload.state == READ
    return ImportsPage(
        title="Import" if base != "/import" else "New program",
        says=_headline(upload, base),
        lede=_lede(upload),
        bring=bring,
        connect_url=f"{base.removesuffix('/import')}/connect" if bring else "",
        progress=progress(upload, base) if upload and waiting else None,
        again_url=f"{base}?upload={upload.token}" if upload and waiting else "",
        banners=tuple(banners),
        shown=shown(upload, base) if upload and ready else None,
    )


def progress(upload: Upload, base: str) -> Progress:
    """How far a worker is with a large file; over once there is something to look at."""
    here = f"{base}?upload={upload.token}"
    if upload.state not in (WAITING, KEEPING):
        done = f"/p/{upload.program}/import?upload={upload.token}" if upload.state == KEPT else here
        return Progress(id="upload", label="Done", share=1.0, done_url=done, done_says="Show it", reload=True)
    job = job_of(upload)
    what = "Keeping" if upload.state == KEEPING else "Reading"
    says = job.says if job and job.says else "waiting for a worker"
    return Progress(
        id="upload",
        label=f"{what} {words.listed(upload.files)}: {says[:1].lower()}{says[1:]}",
        share=job.share if job and job.share else None,
        poll_url=f"{base}/progress?upload={upload.token}",
        done_url=here,
        reload=True,
    )


def _headline(upload: Upload | None, base: str) -> str:
    if upload is None or upload.state in (FAILED, KEPT):
        return "Bring a plan in from a file" if base != "/import" else "Make a program of a file"
    names = upload.files[0] if len(upload.files) == 1 else f"{len(upload.files)} files"
    if upload.state != READ:
        return f"{names} {'is' if len(upload.files) == 1 else 'are'} being {_DOING[upload.state]}"
    found = upload.found
    if all(not (one["added"] or one["changed"] or one["gone"] or one["head"]) for one in found["programs"]):
        return f"{names} would change nothing"
    total = {kind: sum(sum(one[kind].values()) for one in found["programs"]) for kind in ("added", "changed", "gone")}
    parts = [f"{words.number(number)} {_KINDS[kind]}" for kind, number in total.items() if number]
    return f"{names}: {', '.join(parts) or 'the program itself would change'}"


_DOING = {WAITING: "read", KEEPING: "kept"}
_KINDS = {"added": "new", "changed": "changed", "gone": "gone"}


def _lede(upload: Upload | None) -> str:
    if upload is not None and upload.state == READ:
        return "Nothing is kept yet. Look at what it would change, say otherwise where it is wrong, then keep it."
    return "A file is read and compared first, and kept only when you say so. The same file twice changes nothing."


def _bring(base: str) -> Bring:
    mappings = (
        Option("", "found by the columns", True),
        *(Option(one, one.replace("_", " ")) for one in shipped_names()),
    )
    return Bring(
        action=f"{base}/upload",
        says=f"A YAML or JSON document, tables as CSV, TSV or XLSX, or a schedule as XML, MPP, XER, MPX or TJP. {LIMIT_SAYS}",
        fields=(
            Field(
                id="import-mapping",
                name="mapping",
                label="How columns are read",
                kind="select",
                options=mappings,
                hint="A mapping you confirmed before is found by the columns of the file.",
            ),
            Field(
                id="import-as-of",
                name="as_of",
                label="Hold the program on a day",
                kind="date",
                hint="Leave it empty, except for a replay of history.",
            ),
        ),
    )


def _outcome(upload: Upload) -> Banner:
    if upload.state == KEPT:
        return Banner("Imported", upload.says, status="on-track", url=f"/p/{upload.program}/monday", verb="Monday")
    return Banner("Nothing was imported", upload.says, status="off-track")


def _round(upload: Upload | None, visit: Visit) -> Form | None:
    """New facts want a round; a running Leadline starts one by itself, and this is for those who will not wait."""
    if upload is None or upload.state != KEPT or visit.who.role_in(visit.program) not in RUNS:
        return None
    return Form(
        id="round-now", title="", action=f"/p/{visit.program.key}/do/run_round", verb="Run a round now", kind=""
    )


def _empty(earlier: Past) -> Empty | None:
    says = "What comes from files is listed here, with every row that could not be used."
    return None if earlier.table else Empty("No import yet", says, icon="import")
