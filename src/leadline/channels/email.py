"""Letters by SMTP."""

import smtplib
import ssl

from leadline.channels.message import MailProblem, Message

TIMEOUT_SECONDS = 20
PLAIN_PORTS = (25, 1025, 2525)
"""Ports on which a server without encryption is spoken to: a relay on the same machine, or a test."""


def send(message: Message, host: str, port: int, user: str = "", password: str = "") -> None:
    """Hand a letter to a mail server. Raises `MailProblem` when it was not taken."""
    try:
        with smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS) if port == 465 else smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS) as server:
            if port not in (465, *PLAIN_PORTS):
                server.starttls(context=ssl.create_default_context())
            if user:
                server.login(user, password)
            server.send_message(message.mail())
    except (OSError, smtplib.SMTPException) as problem:
        raise MailProblem(f"{host}:{port} did not take the letter to {message.to} ({problem}). Check the mail settings; it is tried again.") from problem
