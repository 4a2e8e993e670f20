"""An e-mail is its header lines and its message, quoted replies where they stand."""

from email.message import EmailMessage

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.assembly import assemble
from clausecheck.extract.html import paragraphs_of
from tests.extract.builders import assert_sound, blocks_of

BODY = "We agreed £350.\n\nOn 3 May 2025, Ann wrote:\n> Overrun is included.\n"


HEAD = """From: Ann Lee <ann@surgery.example>
To: Dr Roe <roe@locum.example>
Date: Mon, 05 May 2025 09:00:00 +0100
Subject: Terms – session"""


def message(body=BODY, **headers):
    mail = EmailMessage()
    mail["From"] = "Ann Lee <ann@surgery.example>"
    mail["To"] = "Dr Roe <roe@locum.example>"
    mail["Date"] = "Mon, 05 May 2025 09:00:00 +0100"
    mail["Subject"] = "Terms – session"
    mail["X-Mailer"] = "Any"
    for key, value in headers.items():
        mail[key] = value
    if body is not None:
        mail.set_content(body)
    return mail


def test_header_and_body_are_read_in_order():
    document = extract(message().as_bytes())
    assert_sound(document)
    assert document.format == "email"
    assert blocks_of(document) == [
        ("mail-header", HEAD),
        ("mail-body", "We agreed £350."),
        ("mail-body", "On 3 May 2025, Ann wrote:\n> Overrun is included."),
    ]


def test_plain_text_is_preferred_to_html():
    mail = message("The fee is 350.")
    mail.add_alternative("<p>The fee is 999.</p>", subtype="html")
    assert "999" not in extract(mail.as_bytes()).text


def test_html_alone_is_stripped():
    mail = message(None)
    mail.set_content("<style>p{}</style><p>The fee&nbsp;is <b>£350</b>.</p><p>Sincerely</p>", subtype="html")
    assert extract(mail.as_bytes()).text.split("\n\n")[1:] == ["The fee is £350.", "Sincerely\n"]


def test_attachments_are_told_as_unread():
    mail = message()
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="terms.pdf")
    mail.add_attachment(message("older"))
    document = extract(mail.as_bytes())
    assert [part.name for part in document.coverage.unread] == ["attachment terms.pdf", "attachment message"]
    assert "check it on its own" in document.coverage.unread[0].why


def test_a_picture_shown_in_the_message_is_no_attachment():
    mail = message()
    mail.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<logo>")
    assert extract(mail.as_bytes()).coverage.complete


def test_a_wrong_character_set_is_survived():
    raw = message("Fee").as_bytes().replace(b'charset="utf-8"', b'charset="no-such"')
    assert "Fee" in extract(raw).text
    latin = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nFee \xa3350\n"
    assert "Fee £350" in extract(latin).text


def test_odd_headers_are_survived():
    raw = b"From: =?x?=\nSubject: =?utf-8?q?a\nDate: never\nMessage-ID: <\nTo: ;;<,\n\nFee 350\n"
    assert extract(raw).text.endswith("Fee 350\n")


def test_a_thread_pasted_into_a_text_file_is_text():
    text = "From: Ann\nTo: Roe\nSubject: Terms\n\nFee 350\n"
    document = extract(text.encode())
    assert (document.format, document.text) == ("text", text)


def test_a_message_of_attachments_alone_is_refused():
    mail = message("")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="terms.pdf")
    with pytest.raises(UnreadableInput, match="no text in the message"):
        extract(mail.as_bytes())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>one<br>two</div><div>three</div>", "one\ntwo\n\nthree\n"),
        ("<ol><li>one<li>two</ol><ul><li>dot</ul>", "1. one\n2. two\n\n• dot\n"),
        ("<table><tr><td>Fee</td><td>350</td></tr><tr><th>a<th>b</table>", "Fee | 350\na | b\n"),
        ("<script>no</script>a &amp; b", "a & b\n"),
        ("a   b\n c", "a b c\n"),
    ],
)
def test_html_keeps_lines_lists_and_rows(html, text):
    assert [line for line in assemble(paragraphs_of("x", html)[0])[0].split("\n") if line] == [line for line in text.split("\n") if line]
