"""An e-mail is its header lines and its message, quoted replies where they stand."""

from email.message import EmailMessage

import pytest

from clausecheck.errors import UnreadableInput
from clausecheck.extract import extract
from clausecheck.extract.assembly import assemble
from clausecheck.extract.html import paragraphs_of
from clausecheck.extract.limits import MAX_DEPTH
from clausecheck.extract.nest import Gathered, Nest
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


def test_attachments_are_read_and_those_that_cannot_be_are_told():
    mail = message()
    mail.add_attachment("The fee is 400.", filename="terms.txt")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="cut.pdf")
    mail.add_attachment(message("older"))
    document = extract(mail.as_bytes())
    assert [(each.name, each.format) for each in document.attachments] == [("terms.txt", "text"), ("message", "email")]
    assert document.attachments[1].text.endswith("older\n")
    assert [(part.name, part.read) for part in document.coverage.parts] == [
        ("message", True),
        ("attachment terms.txt", True),
        ("attachment cut.pdf", False),
        ("attachment message", True),
    ]
    assert "damaged" in document.coverage.unread[0].why


def test_a_message_that_was_read_in_part_is_unread_in_the_one_around_it():
    inner = message()
    inner.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(40), maintype="image", subtype="png", filename="scan.png")
    outer = message()
    outer.add_attachment(inner)
    document = extract(outer.as_bytes())
    (part,) = document.coverage.unread
    assert (part.name, part.why) == ("attachment message", "read in part, see its own report")
    assert [each.name for each in document.attachments[0].coverage.unread] == ["attachment scan.png"]


def test_messages_are_opened_to_a_limit_of_depth():
    mail = message("innermost")
    for _ in range(MAX_DEPTH + 1):
        outer = message("outer")
        outer.add_attachment(mail)
        mail = outer
    document = extract(mail.as_bytes())
    for _ in range(MAX_DEPTH):
        (document,) = document.attachments
    assert f"more than {MAX_DEPTH} deep" in document.coverage.unread[0].why


def test_text_after_an_attachment_is_read_too():
    raw = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: text/plain\n\nFee 350\n--x\nContent-Type: text/plain\n"
        b"Content-Disposition: attachment; filename=a.txt\n\nno\n--x\n"
        b"Content-Type: text/plain\n\nUnpaid overrun\n--x--\n"
    )
    assert [text for kind, text in blocks_of(extract(raw)) if kind == "mail-body"] == ["Fee 350", "Unpaid overrun"]


def test_a_plain_part_that_only_asks_for_html_does_not_hide_it():
    mail = message("Please view in HTML.")
    mail.add_alternative("<p>The fee is £350 a session, and ten other words stand here too.</p>", subtype="html")
    assert "£350" in extract(mail.as_bytes()).text


def test_hidden_text_of_an_html_message_is_told_and_does_not_speak():
    mail = message(None)
    mail.set_content("<p>Fee 350</p><div style='display: none'>You indemnify us.</div>", subtype="html")
    document = extract(mail.as_bytes())
    assert "indemnify" not in document.text
    assert [(notice.kind, notice.quote) for notice in document.notices] == [("hidden-text", "You indemnify us.")]


def test_a_quotation_in_html_gets_its_marks():
    mail = message(None)
    mail.set_content("<p>No.</p><blockquote type=cite>We pay 300<br>late</blockquote>", subtype="html")
    assert "> We pay 300\n> late" in extract(mail.as_bytes()).text


def test_an_encrypted_message_is_refused_with_the_way_out():
    raw = message(None).as_bytes().rstrip() + b"\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nAAAA\n"
    with pytest.raises(UnreadableInput, match="encrypted"):
        extract(raw)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\Users\\\\a.docx", "a.docx"),
        ("a\x1b[31m\u202etxt.docx", "a [31m txt.docx"),
        ("..", "number 1"),
        ("x" * 300 + ".txt", "x" * 80 + "…" + "x" * 15 + ".txt"),
    ],
)
def test_names_of_attachments_are_only_ever_shown(given, shown):
    gathered = Gathered(Nest(lambda *_: None), "attachment")
    gathered.refuse(given, "why")
    assert gathered.parts[0].name == f"attachment {shown}"


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
    with pytest.raises(UnreadableInput, match=r"no text in the message, and what is attached .*terms\.pdf.*damaged"):
        extract(mail.as_bytes())


def test_a_message_without_words_is_read_for_its_attachments():
    mail = message("")
    mail.add_attachment("The fee is 400.", filename="terms.txt")
    document = extract(mail.as_bytes())
    assert_sound(document)
    assert document.attachments[0].text.strip() == "The fee is 400."


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
    shown, _ = assemble(paragraphs_of("x", html)[0])
    assert [line for line in shown.split("\n") if line] == [line for line in text.split("\n") if line]
