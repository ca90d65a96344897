"""Every icon as the inside of a 16 × 16 SVG, and the shapes of a status. Icons never stand without a word or a label."""



ICONS: dict[str, str] = {
    "monday": '<rect x="2.5" y="3.5" width="11" height="10" rx="2"/><path d="M2.5 6.5h11M5.5 2v3M10.5 2v3M6 10l1.4 1.4L10.3 8.6"/>',
    "mypage": '<circle cx="8" cy="5.5" r="2.7"/><path d="M2.8 13.5c.7-2.6 2.7-4 5.2-4s4.5 1.4 5.2 4"/>',
    "findings": '<circle cx="7" cy="7" r="4.3"/><path d="M10.3 10.3L14 14"/>',
    "portfolio": '<rect x="2.5" y="5" width="8" height="8.5" rx="1.5"/><path d="M5.5 5V4A1.5 1.5 0 017 2.5h5A1.5 1.5 0 0113.5 4v5A1.5 1.5 0 0112 10.5h-1.5"/>',
    "goals": '<circle cx="8" cy="8" r="5.7"/><circle cx="8" cy="8" r="2.4"/>',
    "program": '<path d="M2 8l12-5v10z"/><path d="M2 8h12"/>',
    "risks": '<path d="M8 2.5l6 10.7H2z"/><path d="M8 6.5v3M8 11.3v.1"/>',
    "roadmap": '<path d="M2.5 4.5h5M5 8h6M8.5 11.5h5"/>',
    "milestones": '<path d="M4 14V2.5h8l-2 2.75 2 2.75H4"/>',
    "promises": '<path d="M2 8.5l3-3.5 3 1 3-1 3 3.5-4.5 4-1.5-.8-1.5.8z"/><path d="M8 6l-2 2.5"/>',
    "roadblocks": '<circle cx="8" cy="8" r="5.7"/><path d="M4.2 4.2l7.6 7.6"/>',
    "requirements": '<rect x="3" y="2.5" width="10" height="11" rx="1.5"/><path d="M5.5 6l1 1 1.8-2M5.5 10.2l1 1 1.8-2M10 6.3h1M10 10.5h1"/>',
    "morale": '<path d="M1.8 8.5h3l1.7-4.5 3 8 1.7-3.5h3"/>',
    "changes": '<path d="M3 5.5h9M9.7 3L12.3 5.5 9.7 8M13 10.5H4M6.3 8L3.7 10.5 6.3 13"/>',
    "decisions": '<path d="M8 14V9M8 9L3.5 4M8 9l4.5-5M3.5 7V3.7h3.2M12.5 7V3.7H9.3"/>',
    "letters": '<rect x="2" y="3.5" width="12" height="9" rx="1.6"/><path d="M2.5 4.7L8 9l5.5-4.3"/>',
    "stakeholders": '<circle cx="6" cy="5.7" r="2.3"/><path d="M1.7 13c.5-2.3 2.1-3.5 4.3-3.5s3.8 1.2 4.3 3.5M10.5 3.6a2.3 2.3 0 010 4.2M12 9.9c1.3.5 2 1.5 2.3 3.1"/>',
    "people": '<circle cx="5" cy="6" r="2"/><circle cx="11" cy="6" r="2"/><path d="M1.5 13c.4-2.2 1.7-3.3 3.5-3.3s3.1 1.1 3.5 3.3M9.3 9.9c.5-.2 1-.2 1.7-.2 1.8 0 3.1 1.1 3.5 3.3"/>',
    "asks": '<path d="M2.5 3.5h11v7.5H7l-3 2.5V11H2.5z"/><path d="M6.6 6.2a1.4 1.4 0 112.3 1c-.5.4-.9.6-.9 1.2M8 9.6v.05"/>',
    "journal": '<path d="M3.5 2.5h7.5a1.5 1.5 0 011.5 1.5v9.5H5A1.5 1.5 0 013.5 12z"/><path d="M3.5 12A1.5 1.5 0 015 10.5h7.5M6 5.5h4"/>',
    "import": '<path d="M8 2.5v7.5M5 7.2L8 10.2l3-3M2.5 11v2.5h11V11"/>',
    "export": '<path d="M8 10.2V2.7M5 5.5L8 2.5l3 3M2.5 11v2.5h11V11"/>',
    "track_record": '<path d="M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V5.5"/>',
    "search": '<circle cx="7" cy="7" r="4.3"/><path d="M10.3 10.3L14 14"/>',
    "snooze": '<circle cx="8" cy="8" r="5.7"/><path d="M8 4.7V8l2.2 1.5"/>',
    "dismiss": '<path d="M4 4l8 8M12 4l-8 8"/>',
    "theme": '<circle cx="8" cy="8" r="5.7"/><path d="M8 2.3v11.4A5.7 5.7 0 008 2.3z" fill="currentColor"/>',
    "fold": '<path d="M6 3.5L10.5 8 6 12.5"/>',
    "document": '<path d="M4 2.5h5l3 3v8H4z"/><path d="M9 2.5v3h3"/>',
    "simulate": '<path d="M9 2L4 9h3.5L7 14l5-7H8.5z"/>',
    "thanks": '<path d="M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6z"/>',
    "add": '<path d="M8 3v10M3 8h10"/>',
    "edit": '<path d="M3 13l.7-3L10.5 3.2a1.3 1.3 0 011.9 0l.4.4a1.3 1.3 0 010 1.9L6 12.3z"/>',
    "undo": '<path d="M5.5 3L2.5 6l3 3M2.5 6h7a3.5 3.5 0 010 7H6"/>',
    "blind": '<path d="M2 8s2.2-4 6-4c1 0 1.9.3 2.7.7M14 8s-2.2 4-6 4c-1 0-1.9-.3-2.7-.7M2.5 13.5l11-11"/>',
    "lock": '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 015 0v2"/>',
    "talk": '<path d="M2.5 3.5h11v7.5H7l-3 2.5V11H2.5z"/>',
    "done": '<path d="M3 8.5l3.3 3.3L13 5"/>',
    "leave": '<path d="M9.5 2.5h3a1 1 0 011 1v9a1 1 0 01-1 1h-3M6.5 5L3.5 8l3 3M3.5 8h6.5"/>',
    "wait": '<circle cx="8" cy="8" r="5.7" stroke-dasharray="2.6 1.9"/>',
}

SHAPES: dict[str, str] = {
    "on-track": '<circle class="shape-on-track" cx="8" cy="8" r="7"/><path class="glyph" d="M4.8 8.3l2.2 2.2 4.2-4.6"/>',
    "at-risk": '<path class="shape-at-risk" d="M8 1.3c.5 0 .9.2 1.2.7l6 10.6c.5.9-.1 1.9-1.2 1.9H2c-1.1 0-1.7-1-1.2-1.9L6.8 2c.3-.5.7-.7 1.2-.7z"/><path class="glyph glyph-at-risk" d="M8 5.7v3.6M8 11.9v.05"/>',
    "off-track": '<path class="shape-off-track" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"/><path class="glyph" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"/>',
    "unknown": '<circle class="shape-unknown" cx="8" cy="8" r="6.7"/><path class="glyph glyph-unknown" d="M6.3 6.3a1.75 1.75 0 113 1.2c-.7.6-1.3.9-1.3 1.8M8 11.7v.05"/>',
    "done": '<circle class="shape-done" cx="8" cy="8" r="7"/><path class="glyph" d="M4.8 8.3l2.2 2.2 4.2-4.6"/>',
}

STATUS_WORDS: dict[str, str] = {
    "on-track": "On track",
    "at-risk": "At risk",
    "off-track": "Off track",
    "unknown": "Unknown",
    "done": "Done",
}
