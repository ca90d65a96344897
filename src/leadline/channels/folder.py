"""Letters into a folder, where no mail server is set: a page shows them, and nobody gets mail by accident."""

import os
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from leadline.channels.message import Message, ServerProblem


def put(message: Message, folder: Path) -> Path:
    """Write a letter as a .eml file named by its Message-ID: putting it twice leaves one file. Raises `ServerProblem`."""
    place = folder / f"{message.message_id.strip('<>').partition('@')[0]}.eml"
    mail = message.mail().as_bytes()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            file.write(mail)
            file.flush()
            os.fsync(file.fileno())
        part.rename(place)
    except OSError as problem:
        raise ServerProblem(
            f"The folder {folder} did not take the letter ({problem.strerror}). Make room or make it writable."
        ) from problem
    return place


def letters(folder: Path) -> list[EmailMessage]:
    """The letters in a folder, newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
