"""Messages and texts that overwhelm: nesting, headers and numerals without end, alphabets that lie."""

import base64
import zlib

from tests.hostile.case import Collection
from tests.hostile.contract import TEXT

__all__ = ["CASES"]

case = Collection()
CASES = case.cases

HEAD = "From: a@example.org\nTo: b@example.org\nSubject: Terms\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


def mail(body: str | bytes, kind: str = "text/plain; charset=utf-8", head: str = HEAD, encoding: str = "8bit") -> bytes:
    data = body.encode() if isinstance(body, str) else body
    return f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + data


def nested(depth: int, kind: str) -> bytes:
    parts = [f"Content-Type: multipart/{kind}; boundary=b{n}\n\n--b{n}\n" for n in range(depth)]
    return (HEAD + "".join(parts) + f"Content-Type: text/plain\n\n{TEXT}").encode()


case.add("parts-500-deep.eml", lambda: nested(500, "mixed"))
case.add("parts-20000-deep.eml", lambda: nested(20_000, "alternative"))
case.add("messages-500-deep.eml", lambda: HEAD + "Content-Type: message/rfc822\n\n" * 500 + f"\n{TEXT}")
case.add("messages-20000-deep.eml", lambda: HEAD + "Content-Type: message/rfc822\n\n" * 20_000 + f"\n{TEXT}")
case.add("boundary-empty.eml", lambda: mail("--\n\n" * 1_000 + TEXT, 'multipart/mixed; boundary=""'))
case.add("boundary-of-a-million.eml", lambda: mail(TEXT, f"multipart/mixed; boundary={'b' * 1_000_000}"))
case.add("boundary-never-comes.eml", lambda: mail(TEXT, "multipart/mixed; boundary=never"))
case.add(
    "a-hundred-thousand-parts.eml",
    lambda: mail("--b\nContent-Type: text/plain\n\nx\n" * 100_000, "multipart/mixed; boundary=b"),
)
case.add("a-hundred-thousand-fields.eml", lambda: mail(TEXT, head=HEAD + "X-A: b\n" * 100_000))
case.add("field-of-ten-million.eml", lambda: mail(TEXT, head=HEAD + f"X-A: {'b' * 10_000_000}\n"))
case.add("field-folded-without-end.eml", lambda: mail(TEXT, head=HEAD + "Cc: a\n" + " b\n" * 200_000))
case.add(
    "subject-in-10000-pieces.eml", lambda: mail(TEXT, head=HEAD.replace("Terms", "=?utf-8?b?VGVybXM=?= " * 10_000))
)
case.add(
    "subject-of-rubbish.eml",
    lambda: mail(TEXT, head=HEAD.replace("Terms", "=?utf-9?x?!!?= =?utf-8?b?====?= =?idna?q?=C3?=")),
)
case.add("sender-in-brackets-100000-deep.eml", lambda: mail(TEXT, head=HEAD.replace("a@example.org", "(" * 100_000)))
case.add(
    "sender-in-quotes-without-end.eml", lambda: mail(TEXT, head=HEAD.replace("a@example.org", '"' + "\\" * 100_001))
)
case.add(
    "a-hundred-thousand-receivers.eml",
    lambda: mail(TEXT, head=HEAD.replace("b@example.org", "b@example.org, " * 20_000)),
)
case.add("groups-of-groups.eml", lambda: mail(TEXT, head=HEAD.replace("b@example.org", "a:" * 5_000 + ";" * 5_000)))
case.add(
    "parameter-in-100000-pieces.eml",
    lambda: mail(TEXT, "text/plain; " + "; ".join(f"name*{n}*=a" for n in range(20_000))),
)
case.add(
    "date-of-nothing.eml", lambda: mail(TEXT, head=HEAD + f"Date: {'9' * 5_000} Jan {'9' * 5_000} 99:99:99 +9999\n")
)
for charset in (
    "utf-16",
    "utf-32",
    "utf-7",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "rot13",
    "zlib",
    "bz2",
    "hex",
    "base64",
    "undefined",
    "mbcs",
    "x" * 100_000,
    "../../etc/passwd",
    "utf-8\\0",
    "cp037",
):
    name = charset[:20].replace("/", "-").replace(".", "").replace("\\", "")
    case.add(f"alphabet-is-{name}.eml", lambda charset=charset: mail(TEXT, f'text/plain; charset="{charset}"'))
case.add("alphabet-is-punycode-long.eml", lambda: mail("a-" + "z" * 300_000, "text/plain; charset=punycode"))
case.add("base64-of-rubbish.eml", lambda: mail("!" * 100_000, encoding="base64"))
case.add("base64-cut-short.eml", lambda: mail(base64.b64encode(TEXT.encode())[:501], encoding="base64"))
case.add("quoted-rubbish.eml", lambda: mail("=" * 1_000_000, encoding="quoted-printable"))
case.add("uuencoded-rubbish.eml", lambda: mail("begin 666 x\n" + "M" * 1_000_000, encoding="x-uuencode"))
case.add("encoding-nobody-knows.eml", lambda: mail(TEXT, encoding="x-acme"))
case.add("no-end-of-head.eml", lambda: HEAD)
case.add("head-of-zeros.eml", lambda: HEAD.encode() + bytes(10_000))
case.add("page-100000-deep.eml", lambda: mail("<div>" * 100_000 + TEXT, "text/html"))
case.add("page-never-closed.eml", lambda: mail("<" * 200_000 + TEXT, "text/html"))
case.add("page-of-comments.eml", lambda: mail("<!--" * 200_000 + TEXT, "text/html"))
case.add("page-of-marked-sections.eml", lambda: mail("<![" * 50_000 + TEXT, "text/html"))
case.add("page-of-attributes.eml", lambda: mail("<a " + "b='" * 200_000 + TEXT, "text/html"))
case.add("page-of-references.eml", lambda: mail("&#99999999999999999999;&" * 50_000 + TEXT, "text/html"))
case.add("page-of-lists.eml", lambda: mail("<ol><li>" * 50_000 + TEXT, "text/html"))
case.add("page-in-a-script.eml", lambda: mail("<script>" + TEXT, "text/html"))
CLIMBING = ("../../../../tmp/clausecheck-owned", "/etc/passwd", "C:\\owned", "a\x1b[31m", "con", "x" * 9_000)
ATTACHED = '--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="{}"\n\nx\n'
case.add(
    "attached-names-that-climb.eml",
    lambda: mail(
        "".join(map(ATTACHED.format, CLIMBING)) + f"--b\nContent-Type: text/plain\n\n{TEXT}--b--\n",
        "multipart/mixed; boundary=b",
    ),
)
case.add(
    "attached-ten-thousand.eml",
    lambda: mail(
        f"--b\nContent-Type: text/plain\n\n{TEXT}" + "--b\nContent-Type: application/pdf; name=a.pdf\n\nx\n" * 10_000,
        "multipart/mixed; boundary=b",
    ),
)
case.add("mail-in-compressed-form.eml", lambda: zlib.compress(mail(TEXT)))

case.add("empty.txt", lambda: b"")
case.add("zeros.txt", lambda: bytes(1_000_000))
case.add("blanks.txt", lambda: b" " * 3_000_000)
case.add("lines.txt", lambda: b"\n" * 3_000_000 + TEXT.encode())
case.add("one-line-of-five-million.txt", lambda: b"a" * 5_000_000)
case.add("words-of-three-million.txt", lambda: b"the locum shall " * 200_000)
case.add("numerals-of-a-million.txt", lambda: f"{TEXT}\nThe fee is £{'9' * 1_000_000}.\n")
case.add(
    "clauses-of-5000-digits.txt",
    lambda: (
        f"{TEXT}\n{'9' * 5_000}. The fee.\n{'9' * 5_000}.1 The fee is {'9' * 5_000} pounds within {'9' * 5_000} days.\n"
    ),
)
case.add(
    "clauses-5000-deep.txt",
    lambda: TEXT + "\n".join(".".join(["1"] * n) + " The Locum shall work." for n in range(1, 600)),
)
case.add("clauses-without-end.txt", lambda: TEXT + "".join(f"{n}. The fee.\n" for n in range(4, 20_000)))
case.add("roman-numerals.txt", lambda: f"{TEXT}\n({'m' * 100_000}) the fee\n({'i' * 100_000}) the fee\n")
case.add("brackets.txt", lambda: f"{TEXT}\n{'(' * 200_000}{')' * 200_000}\n")
case.add("quotes.txt", lambda: TEXT + '"' * 200_001 + "“" * 100_000)
case.add("hashes.txt", lambda: "#" * 200_000 + "\n" + TEXT)
case.add("tables.txt", lambda: TEXT + "| a " * 100_000 + "\n" + ("|" * 200 + "\n") * 1_000)
case.add("arrows-of-replies.txt", lambda: TEXT + (">" * 500 + "\n") * 1_000 + "On Monday a wrote:\n" * 10_000)
case.add("marks-above-letters.txt", lambda: TEXT + "e" + "\u0301" * 300_000)
case.add("controls.txt", lambda: TEXT + "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\u2066")
case.add("utf-16-cut-short.txt", lambda: TEXT.encode("utf-16")[:-1])
case.add("utf-16-half-letters.txt", lambda: b"\xff\xfe" + b"\x00\xd8" * 1_000)
case.add("utf-8-overlong.txt", lambda: TEXT.encode() + b"\xc0\xaf\xf8\x88\x80\x80\x80" * 1_000)
case.add("mark-alone.txt", lambda: b"\xef\xbb\xbf")
case.add("rich-text-100000-deep.rtf", lambda: b"{\\rtf1 " + b"{" * 100_000 + TEXT.encode() + b"}" * 100_000)
case.add("rich-text-with-binary.rtf", lambda: b"{\\rtf1 \\bin2147483647 " + TEXT.encode())
case.add("page-100000-deep.html", lambda: b"<html><body>" + b"<div>" * 100_000 + TEXT.encode())
case.add("old-office.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4_000)
case.add(
    "old-office-in-a-circle.doc",
    lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + b"\x3e\0\3\0\xfe\xff\x09\0\6\0"
        + bytes(10)
        + b"\1\0\0\0"
        + b"\0\0\0\0" * 3
        + b"\0\x10\0\0"
        + b"\0\0\0\0" * 4
        + b"\0\0\0\0" * 109
        + "WordDocument".encode("utf-16-le") * 40
    ),
)
case.add(
    "picture-of-a-million-by-a-million.png",
    lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\x0f\x42\x40" * 2 + b"\x08\2\0\0\0" + bytes(4),
)
case.add("picture-cut-short.jpg", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF")
case.add("program.exe", lambda: b"MZ" + bytes(1_000))
