"""What a repository says when it is first asked."""

from leadline.sources.git.mirror import Mirror
from leadline.sources.git.settings import Settings
from leadline.sources.tracker import Checked


def check(mirror: Mirror, settings: Settings) -> Checked:
    """Ask what there is; nothing is fetched. Raises `SourceError` where it cannot be read at all."""
    heads = mirror.heads()
    return Checked(
        title=settings.place or settings.name,
        counts={f"branch ({heads.branch.removeprefix('refs/heads/')})": 1, "tags": len(heads.tags)},
    )
