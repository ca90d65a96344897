"""What a person changes about how their file is read: what each column is, and whom a name means."""

from collections.abc import Mapping
from typing import Any

from leadline.desk.column_choices import SAYS, choose
from leadline.desk.uploads import Upload
from leadline.record.doors import Refused
from leadline.sources.errors import SourceError
from leadline.sources.file.table import open_table


def change(upload: Upload, given: Mapping[str, str]) -> Upload:
    """
    The upload with the choices of its form; it has to be read again afterwards.

    Args:
        upload: one that was read.
        given: `role-N` and `form-N` for its Nth column, `answer-N` for its Nth question.

    Raises:
        Refused: the choices contradict each other, or nothing could be made of them.
    """
    answers = {noun: dict(own) for noun, own in upload.answers.items()}
    for number, question in enumerate(upload.found.get("questions", ())):
        chosen = given.get(f"answer-{number}", "")
        if chosen in (id for id, _ in question["candidates"]):
            answers.setdefault(question["noun"], {})[question["name"]] = chosen
    columns = upload.found.get("columns", ())
    if not columns or _unchanged(columns, given):
        return upload.keep(answers=answers, mapping=upload.found.get("mapping") or upload.mapping)
    roles, forms = _chosen(columns, given, "role"), _chosen(columns, given, "form")
    if unknown := set(roles.values()) - set(SAYS):
        raise Refused(f"“{min(unknown)}” is nothing a column can be. Choose from the list.")
    try:
        proposed = choose(open_table(upload.paths[0], upload.files[0]), roles, forms)
    except SourceError as problem:
        raise Refused(str(problem)) from problem
    # Under its old name, so that its facts stay those of the same source.
    mapping = {**proposed.mapping.write(), "name": upload.found["mapping"]["name"]}
    return upload.keep(mapping=mapping, answers=answers, explanation=proposed.explanation + proposed.questions)


def _chosen(columns: Any, given: Mapping[str, str], what: str) -> dict[str, str]:
    found = {one["name"]: given.get(f"{what}-{number}", one[what]) for number, one in enumerate(columns)}
    return {column: chosen for column, chosen in found.items() if chosen}


def _unchanged(columns: Any, given: Mapping[str, str]) -> bool:
    return all(
        given.get(f"{what}-{number}", one[what]) == one[what]
        for number, one in enumerate(columns)
        for what in ("role", "form")
    )
