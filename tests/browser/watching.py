"""What a browser complains about."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

REFUSALS = ("status of 410", "status of 422")
"""A link that was used up and a form that is shown again say so by their status, which Chromium writes down as an error."""


def watch(where: BrowserContext | Page, complaints: list[str]) -> None:
    """From now on every warning, error and blocked resource of a page, or of all pages of a context, is added to the complaints."""

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(one in message.text for one in REFUSALS):
            complaints.append(f"{message.text} ({message.page.url if message.page else ''})")

    where.on("console", hear)
    if isinstance(where, Page):
        where.on("pageerror", lambda one: complaints.append(f"{one} ({where.url})"))
    else:
        where.on("weberror", lambda one: complaints.append(f"{one.error} ({one.page.url if one.page else ''})"))
