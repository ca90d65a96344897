"""The words of fields and nouns on pages: what a field is called, what its words mean, and which are rarely needed."""

from collections.abc import Mapping

NOUN_WORDS: Mapping[str, str] = {"work": "piece of work"}
"""What a noun is called in a sentence, where its word alone reads oddly."""

TERMS: Mapping[str, str] = {
    "tpm": "TPM",
    "was": "what it was",
    "became": "what it became",
    "field": "what was changed",
    "on": "said on",
    "by": "said by",
    "to": "readers",
    "before": "what comes first",
    "after": "what waits",
    "lag_days": "days between",
    "at_most_days": "days between at most",
    "week": "working week",
    "door": "way back",
    "default": "if nobody decides",
    "cadence_days": "days between letters",
    "benefit_lead_days": "days until it pays",
    "moved": "times moved",
    "told": "what it told",
    "without_odds": "why it has no odds",
    "serves": "what needs it",
    "changes": "changes in 13 weeks",
    "usual_changes": "changes usual",
    "churn_lines": "lines changed",
    "fixes": "fixes in 13 weeks",
    "usual_fixes": "fixes usual",
    "reviewed": "changes marked as reviewed",
    "hotspot": "share of the trouble",
    "hot_files": "busiest tangled files",
    "orphaned": "known by nobody here",
    "merge_days": "days until taken in",
    "usual_merge_days": "days until taken in, usual",
    "touched_on": "last changed",
    "measured_on": "seen from",
    "mentions": "named in changes",
    "lead_days": "days changes waited",
    "owed_by": "who owes it",
    "burn_cents": "cost of a day",
    "joined_on": "first day",
    "ramp_weeks": "weeks of ramp-up",
    "switching_share": "lost by switching",
    "hands": "people at once",
    "planned_for": "planned for whom",
    "cost_low_cents": "lowest cost",
    "cost_high_cents": "highest cost",
    "spent_cents": "spent so far",
    "asked": "who was asked",
    "answered": "ranges that came in",
    "kept": "range kept",
    "fixed_outside": "fixed from outside",
}
"""What a field is called, where its name with spaces is not what people say."""

CHOICES: Mapping[str, str] = {
    "": "not said",
    "todo": "not begun",
    "doing": "under way",
    "FS": "starts when the other has finished",
    "SS": "starts when the other has started",
    "FF": "finishes when the other has finished",
    "SF": "finishes when the other has started",
    "on-track": "on track",
    "at-risk": "at risk",
    "off-track": "off track",
    "two-way": "can be taken back",
    "one-way": "cannot be taken back",
}
"""What the words of a choice are to people; the others speak for themselves."""

SHARES = frozenset({"hotspot", "odds", "orphaned", "probability", "share", "switching_share"})
"""Fields that hold a share from 0 to 1 and are said in percent."""

HINTS: Mapping[str, str] = {
    "estimate": "A range in working days, as in 3-8d.",
    "delay": "A range in calendar days, as in 5-15d.",
    "kept": "The range that went into the plan, in working days.",
    "expected": "How many more calendar days, as in 3-10d.",
    "probability": "As in 30 % or 0.3.",
    "capacity": "The share of their working time for this program, as in 0.5.",
    "share": "How much of their time, as in 50 %.",
    "lag_days": "Calendar days between the two.",
    "at_most_days": "The plan keeps them closer than that; empty is no limit.",
    "week": "The share of a full day for each weekday, Monday first, as in 1, 1, 1, 1, 0.5, 0, 0.",
    "holidays": "Days on which nobody works, as in 2026-04-03, 2026-05-01.",
    "cost_of_delay_cents": "What a calendar day of delay costs.",
    "burn_cents": "What a calendar day costs, whoever works on what.",
    "country": "Its public holidays are free, as in DE.",
    "region": "The part of the country, as in BY.",
    "carried": "How often it had been moved to a later release before.",
    "spent_days": "Working days people have put into it; empty, they are counted from its start.",
    "joined_on": "Nobody has them before that day.",
    "ramp_weeks": "Until then they do a quarter, half, then three quarters.",
    "switching_share": "Of their time, for each project beyond the first, as in 10 %.",
    "weight": "How much it counts beside other goals.",
    "skill_level": "From 1 (learns it) to 4 (teaches it).",
    "hands": "People who do it together; the estimate is how long they all need.",
    "priority": "The higher goes first.",
    "planned_from": "As in the plan last published.",
    "cadence_days": "A letter is due after so many days.",
}
"""How a field is written, or what it means."""

RARE: Mapping[str, frozenset[str]] = {
    "team": frozenset({"calendar"}),
    "calendar": frozenset({"region"}),
    "person": frozenset({"calendar", "absences", "day_rate_cents", "joined_on", "ramp_weeks"}),
    "goal": frozenset({"benefit_lead_days", "guiding", "recorded_on", "confirmed_on"}),
    "project": frozenset({"stage", "keeps_the_lights_on", "created_on"}),
    "milestone": frozenset({"release", "baseline_on", "done_on", "without_odds"}),
    "work": frozenset(
        {"kind", "team", "skill", "skill_level", "priority", "not_before", "baseline_on", "created_on", "started_on"}
        | {"done_on", "spent_days", "supplier", "technology", "cost_cents", "release_class", "release_on", "link"}
        | {"hands", "planned_from", "planned_to", "planned_for"}
    ),
    "dependency": frozenset({"kind", "lag_days", "at_most_days"}),
    "judgement": frozenset({"on"}),
    "target": frozenset({"carried", "made_on", "milestone"}),
    "risk": frozenset({"cost_low_cents", "cost_high_cents", "state", "raised_on", "reviewed_on"}),
    "roadblock": frozenset({"agreed_until", "cost_to_resolve_cents", "resolved_on"}),
    "component": frozenset(
        {"usual_changes", "churn_lines", "fixes", "usual_fixes", "reverts", "reviewed", "hotspot", "hot_files"}
    )
    | {"orphaned", "merge_days", "usual_merge_days", "touched_on", "measured_on", "mentions", "repository", "files"},
    "release": frozenset({"lead_days"}),
    "requirement": frozenset({"verification", "author", "changed_on", "acknowledged"}),
    "decision": frozenset(
        {"driver", "opened_on", "parked_until", "door", "touches", "default", "decided_on", "chosen", "rationale"}
    ),
    "change": frozenset({"trial_until", "raised_on", "ended_on"}),
    "pledge": frozenset({"moved", "done_on"}),
    "objection": frozenset({"filed_on", "claims", "answer", "answered_by", "answered_on"}),
    "stakeholder": frozenset({"power", "interest", "engagement"}),
    "letter": frozenset({"sent_on", "told"}),
    "ask": frozenset({"asked_on", "nudged_on", "answer", "answered_on", "withdrawn_on"}),
    "estimation": frozenset({"asked_on", "answered", "closed_on", "kept"}),
    "program": frozenset({"calendar", "burn_cents", "switching_share", "connected_on"}),
}
"""Fields that stand behind “More” as long as nothing is said in them."""


def noun_word(noun: str) -> str:
    """What a noun is called in a sentence: “piece of work”."""
    return NOUN_WORDS.get(noun, noun)


def a_noun(noun: str) -> str:
    """The same with its article: “An ask”."""
    word = noun_word(noun)
    return f"{'An' if word[0] in 'aeiou' else 'A'} {word}"


def term(name: str) -> str:
    """What a field is called inside a sentence: “cost of delay”."""
    return TERMS.get(name, name.removesuffix("_cents").replace("_", " "))


def chosen(word: str) -> str:
    """What a word of a choice says to people."""
    return CHOICES.get(word, word.replace("-", " "))
