"""Copies of repositories in the home folder. Their histories have names and addresses of people, so they go with the source."""

import shutil
from pathlib import Path

from django.conf import settings

from leadline.record.access import SYSTEM, for_
from leadline.record.models import Source
from leadline.sources.git.mirror import folder_of

GIT = "git"


def forget_copy(source: Source) -> None:
    """Throw the copy of a repository away that nobody reads any more; other programs may read the same one."""
    others = for_(SYSTEM).every(Source).filter(address=source.address, retired_at=None).exclude(pk=source.pk)
    if source.kind == GIT and not others.exists():
        shutil.rmtree(folder_of(Path(settings.HOME), source.address), ignore_errors=True)
