"""Reading files that were uploaded, and keeping them once somebody agreed: what a worker or the page does with them."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from typing import Any

from leadline.desk import importing, uploads
from leadline.desk.column_choices import examples, forms_in, is_proposed, roles_in
from leadline.desk.difference import Difference
from leadline.desk.importing import Proposal
from leadline.desk.uploads import FAILED, KEEPING, KEPT, READ, Upload
from leadline.program.plain import DocumentError, write_noun
from leadline.program.snapshot import Snapshot, label
from leadline.record import jobs
from leadline.record.access import RUNS, SYSTEM, Who, for_, may
from leadline.record.doors import Refused
from leadline.record.models import Import, Job
from leadline.record.snapshots import TooLarge, load_snapshot
from leadline.sources.errors import SourceError
from leadline.sources.file.table import open_table

SMALL = 256 * 1024
"""Files of so many bytes are read while the browser waits; larger ones by a worker, with progress."""

MOST_PROBLEMS, SAMPLES = 300, 5
CANNOT = (SourceError, Refused, DocumentError, TooLarge)

Tell = Callable[[float, str], None]


def start(upload: Upload, step: str, at: datetime) -> Upload:
    """Do the next step now where the files are small, else queue it. `step` is WAITING (read it) or KEEPING."""
    upload = upload.keep(state=step, says="")
    if upload.size <= SMALL:
        return _do(upload, step, at, lambda share, says: None)
    jobs.queue("upload", at, lane=jobs.QUICK, key=upload.token, body={"upload": upload.token, "step": step})
    return upload


def run(job: Job, at: datetime, tell: Tell) -> str:
    """What a worker does with jobs of the kind `upload`."""
    upload = uploads.find(job.body["upload"], None)
    if upload is None:
        return "The upload is gone."
    return _do(upload, job.body["step"], at, tell).says


def job_of(upload: Upload) -> Job | None:
    """The job that reads or keeps an upload, newest first."""
    # An upload's job belongs to no program; whoever asks for it was given the upload as its owner.
    return for_(SYSTEM).every(Job).filter(key=f"upload:{upload.token}").order_by("-id").first()


def _do(upload: Upload, step: str, at: datetime, tell: Tell) -> Upload:
    try:
        who = uploads.owner_of(upload)
        tell(0.05, "Reading the file" if len(upload.files) == 1 else "Reading the files")
        proposal = read(upload, who, at)
        if step == KEEPING:
            return _keep(upload, proposal, who, at, tell)
        tell(0.9, "Comparing it with what is there")
        return upload.keep(state=READ, says="Read", found=_found(upload, proposal, who))
    except CANNOT as problem:
        return upload.keep(state=FAILED, says=_without_folder(str(problem), upload))
    except Exception:
        # Our own mistake, or a full disk: it looks like one at the door, and the files are there for another try.
        upload.keep(state=READ if upload.found else FAILED, says="Something broke on our side. Try it again.")
        raise


def read(upload: Upload, who: Who, at: datetime) -> Proposal:
    """
    What an upload says.

    Raises:
        SourceError: it cannot be read.
        Refused: it belongs to a program that they do not run.
    """
    bring = partial(
        importing.read,
        upload.paths,
        who=who,
        today=at.date(),
        as_of=upload.day,
        mapping=upload.mapping,
        answers=upload.answers,
    )
    is_document = all(one.suffix.lower() in importing.DOCUMENTS for one in upload.paths)
    proposal = bring(program="" if is_document else upload.program)
    if is_document and upload.program and [one.id for one in proposal.snapshots if _says_who(one)] == []:
        # Only a document that does not say which program it is becomes the one it was dropped on: another program's
        # document must never overwrite this one.
        proposal = bring(program=upload.program)
    for one in proposal.snapshots:
        _allowed(one, who)
    if upload.explanation:
        proposal = replace(proposal, explanation=upload.explanation)
    return proposal


def _keep(upload: Upload, proposal: Proposal, who: Who, at: datetime, tell: Tell) -> Upload:
    for one in upload.paths:
        importing.keep_file(one.name, one.read_bytes())
    kept = importing.keep(proposal, who, at, tell)
    said = "; ".join(importing.says(one) for one in kept)
    return upload.drop_files(state=KEPT, says=f"{said}.", program=_key(kept[0]))


def _key(kept: Import) -> str:
    return kept.program.key if kept.program else ""


def _says_who(snapshot: Snapshot) -> bool:
    return bool(snapshot.name) or snapshot.id != "program"


def _allowed(snapshot: Snapshot, who: Who) -> None:
    """Asked before anything is shown: a comparison tells about the program it compares with."""
    program = importing.program_of(who, snapshot.id)
    if program is not None and who.role_in(program) not in RUNS:
        raise Refused(f"It is the program “{snapshot.id}”, and you may not import into that. Ask its TPM.")
    if program is None and not may(who, "import", None):
        raise Refused(
            f"There is no program “{snapshot.id}” that you run, and only the owner brings a new one in. Ask them."
        )


def _without_folder(says: str, upload: Upload) -> str:
    """A person knows their file by its name, not by the place where we let it wait."""
    return says.replace(f"{upload.folder}/", "")


def _found(upload: Upload, proposal: Proposal, who: Who) -> dict[str, Any]:
    """A proposal in plain form, as the page shows it."""
    pairs = zip(proposal.snapshots, proposal.differences, strict=True)
    return {
        "programs": [_program(one, difference, who) for one, difference in pairs],
        "counts": proposal.counts,
        "mapping": dict(proposal.mapping) if proposal.mapping else None,
        "mapping_name": proposal.mapping_name,
        "explanation": list(proposal.explanation),
        "notes": list(proposal.notes),
        "seen": _seen(proposal, who),
        "confirm": list(proposal.confirm),
        "questions": [_question(one, proposal, who) for one in proposal.questions],
        "problems": [dict(one) for one in proposal.problems[:MOST_PROBLEMS]],
        "problem_count": len(proposal.problems),
        "skipped": dict(proposal.skipped),
        "without_odds": dict(proposal.without_odds),
        "samples": {noun: [dict(one) for one in own] for noun, own in (proposal.samples or _samples(proposal)).items()},
        "unused": {name: list(columns) for name, columns in proposal.unused.items()},
        "columns": _columns(upload, proposal.mapping),
    }


def _seen(proposal: Proposal, who: Who) -> str:
    """When this very file came in before; empty when it is new."""
    last = importing.last_import(proposal, who)
    return last.at.isoformat() if last else ""


def _program(snapshot: Snapshot, difference: Difference, who: Who) -> dict[str, Any]:
    new = importing.program_of(who, snapshot.id) is None
    return {"id": snapshot.id, "name": snapshot.name or snapshot.id, "new": new, **asdict(difference)}


def _samples(proposal: Proposal) -> dict[str, list[dict[str, Any]]]:
    only = proposal.snapshots[0]
    return {noun: [write_noun(one) for one in only.of(noun)[:SAMPLES]] for noun in proposal.counts if only.of(noun)}


def _question(one: Any, proposal: Proposal, who: Who) -> dict[str, Any]:
    """A name that could be several, with what each of them is called and where it belongs."""
    snapshot = proposal.snapshots[0]
    known = importing.program_of(who, snapshot.id)
    there = load_snapshot(known, snapshot.as_of) if known else None
    candidates = []
    for id in one.candidates:
        noun = snapshot.find(one.noun, id) or (there.find(one.noun, id) if there else None)
        candidates.append([id, f"{label(one.noun, noun)} ({id})" if noun else id])
    return {"noun": one.noun, "name": one.name, "candidates": candidates, "lines": list(one.lines)}


def _columns(upload: Upload, mapping: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The columns of a table whose mapping can be chosen from lists; none for documents and mappings written by hand."""
    if mapping is None or not is_proposed(mapping) or len(upload.files) != 1:
        return []
    roles, forms = roles_in(mapping), forms_in(mapping)
    return [
        {"name": name, "examples": values, "role": roles.get(name, ""), "form": forms.get(name, "")}
        for name, values in examples(open_table(upload.paths[0], upload.files[0])).items()
    ]
