"""A message as an e-mail file that a mail program opens as a draft."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from clausecheck.letter.compose import Letter
from clausecheck.letter.text import letter_text
from clausecheck.render.plain import visible

__all__ = ["letter_mail"]


def letter_mail(letter: Letter) -> bytes:
    """An RFC 5322 message without addresses or date: the same letter gives the same bytes.

    Every header is fixed words or one visible line, so nothing in a contract can add a header.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = visible(letter.subject)
    message["X-Unsent"] = "1"  # Outlook and Apple Mail open it to be sent, not as one received
    message.set_content(letter_text(letter), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()
