"""A round under way, as its stages."""

from leadline.charts.parts import Progress, ProgressStep
from leadline.desk.questions import Running

STAGES = (
    ("Hearing the sources", 0.02),
    ("Looking back at what was promised", 0.07),
    ("Taking a snapshot", 0.10),
    ("Calibrating durations", 0.12),
    ("Simulating futures", 0.50),
    ("Looking for trouble", 0.55),
    ("Pricing what could be done", 0.91),
    ("Planning who does what next", 0.95),
    ("Drafting letters", 0.99),
)


def progress(running: Running, base: str) -> Progress:
    """The panel: which stages are done, which is on, which follow."""
    steps, found = [], False
    for says, upto in STAGES:
        now = not found and running.share < upto
        found = found or now
        steps.append(ProgressStep(says, "now" if now else "next" if found else "done"))
    return Progress(
        id="round",
        label=f"Round {running.number}: {running.says}" if running.number else running.says,
        share=running.share,
        steps=steps,
        poll_url=f"{base}/progress",
        done_url=f"{base}/monday",
        reload=True,
    )
