"""Letters by SMTP."""

import smtplib
import ssl

from leadline.channels.message import MailProblem, Message, ServerProblem

TIMEOUT_SECONDS = 20
TLS_PORT = 465
PLAIN_PORTS = (25, 1025, 2525)
"""Ports on which a server without encryption is spoken to: a relay of one's own."""
HERE = ("localhost", "127.0.0.1", "::1")


def send(message: Message, host: str, port: int, user: str = "", password: str = "") -> None:
    """
    Hand a letter to a mail server, encrypted unless it is on this machine or a relay that wants no password.

    Raises:
        ServerProblem: the server does not answer, or does not let us in: no letter can go out now.
        MailProblem: it did not take this one.
    """
    mail = message.mail()
    try:
        with _connect(host, port) as server:
            _enter(server, host, port, user, password)
            server.send_message(mail)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError) as problem:
        raise MailProblem(
            f"{host}:{port} did not take the letter to {message.to} ({_why(problem)}). It is tried again."
        ) from problem
    except (OSError, UnicodeError, smtplib.SMTPException) as problem:
        raise ServerProblem(
            f"{host}:{port} did not take letters ({_why(problem)}). Check the mail settings; it is tried again."
        ) from problem


def _connect(host: str, port: int) -> smtplib.SMTP:
    if port == TLS_PORT:
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)


def _enter(server: smtplib.SMTP, host: str, port: int, user: str, password: str) -> None:
    # A password never leaves this machine in the clear, on whatever port.
    if host not in HERE and port != TLS_PORT and (port not in PLAIN_PORTS or user):
        server.starttls(context=ssl.create_default_context())
    if user:
        server.login(user, password)


def _why(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return "; ".join(_said(*answer) for answer in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPResponseException):
        return _said(problem.smtp_code, problem.smtp_error)
    return str(problem) or type(problem).__name__


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
