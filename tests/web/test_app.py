"""What the page hands in and gets back."""

import json
from email import message_from_bytes
from io import BytesIO
from zipfile import ZipFile

import pytest

from clausecheck.web.products import PRODUCTS
from tests.hostile import pdf_structure, word_files
from tests.web.servers import CONTRACT, SAMPLES, TEXT, sample, serving

CASES = {case.name: case.make for case in (*pdf_structure.CASES, *word_files.CASES)}


def files_of(told: dict) -> list[str]:
    return [file["kind"] for file in told["result"]["files"]]


def test_a_pdf_gives_the_report_two_marked_copies_and_three_letters(server, checked):
    told = checked["result"]
    assert (checked["state"], told["grade"], told["verdict"]) == ("done", "D", "Not without changes")
    assert files_of(checked) == [
        *("html", "marked-pdf", "cover-pdf", "letter-text", "letter-eml", "letter-docx", "json"),
    ]
    given = {kind: server.ask("GET", f"results/{told['id']}/{kind}") for kind in files_of(checked)}
    assert given["html"].body.startswith(b"<!DOCTYPE html>")
    assert json.loads(given["json"].body)["grade"]["letter"] == "D"
    for kind in ("marked-pdf", "cover-pdf"):
        assert given[kind].body.startswith(b"%PDF-")
        assert b"/Highlight" in given[kind].body
    assert "Tarnbrook" in given["letter-text"].body.decode()
    assert message_from_bytes(given["letter-eml"].body)["Subject"]
    assert "word/document.xml" in ZipFile(BytesIO(given["letter-docx"].body)).namelist()
    for kind, answer in given.items():
        wanted = f"agency-terms{PRODUCTS[kind].ending}"
        assert answer.headers["content-disposition"] == f"attachment; filename=\"{wanted}\"; filename*=UTF-8''{wanted}"


def test_a_word_file_gives_comments_and_proposed_changes(server):
    told = server.check(sample("practice-letter.docx"))
    given = {k: server.ask("GET", f"results/{told['result']['id']}/{k}").body for k in ("marked-docx", "redline-docx")}
    marked, redlined = (ZipFile(BytesIO(data)) for data in given.values())
    assert b"<w:comment " in marked.read("word/comments.xml")
    assert b"<w:ins " not in marked.read("word/document.xml")
    assert b"<w:ins " in redlined.read("word/document.xml")


def test_pasted_text_is_checked(server):
    told = server.check(text=CONTRACT)
    assert told["result"]["name"] == "pasted text"
    assert told["result"]["grade"]
    assert "marked-pdf" not in files_of(told)


def test_several_files_are_one_contract(server):
    first, second = CONTRACT.split("2. ")
    told = server.check(("terms.txt", first.encode()), ("fees.txt", f"2. {second}".encode()))
    report = json.loads(server.ask("GET", f"results/{told['result']['id']}/json").body)
    assert report["document"]["name"] == "terms.txt + fees.txt"
    assert "overrun" in [finding["topic"] for finding in report["findings"]]


def test_an_e_mail_is_read_apart_from_what_is_attached_unless_asked_otherwise(server):
    apart = server.check(sample("offer-with-terms.eml"))["result"]
    assert apart["grade"] == ""
    assert "--" not in apart["verdict"]
    together = server.check(sample("offer-with-terms.eml"), together="yes")["result"]
    assert together["grade"] == "D"


def test_engagement_nation_model_and_figures_count(server):
    sheet = ("deal.yaml", (SAMPLES / "deal.yaml").read_bytes())
    own = sample("locum-terms.pdf")
    told = server.check(
        sample("practice-agreement.docx"), engagement="agency", nation="scotland", model=own, sheet=sheet,
        figures__sessions_per_month="10",
    )  # fmt: skip
    report = json.loads(server.ask("GET", f"results/{told['result']['id']}/json").body)
    assert (report["document"]["engagement"], report["document"]["nation"]) == ("agency", "scotland")
    assert b"locum-terms.pdf" in server.ask("GET", f"results/{told['result']['id']}/html").body
    assert report["mismatches"]


def test_what_was_typed_counts_like_a_deal_sheet(server):
    told = server.check(
        sample("practice-agreement.docx"), agreed__session_fee_gbp="999", agreed__start="07:15",
        agreed__dates="2 February 2027",
    )  # fmt: skip
    report = json.loads(server.ask("GET", f"results/{told['result']['id']}/json").body)
    assert "999" in json.dumps(report["mismatches"])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Choose a file"),
        ({"text": " \n "}, "Choose a file"),
        ({"text": CONTRACT, "engagement": "slavery"}, "engagement: choose one"),
        ({"text": CONTRACT, "nation": "x" * 300}, "nation: longer"),
        ({"text": CONTRACT, "figures__session_fee_gbp": "a lot"}, "write a number"),
        ({"text": CONTRACT, "figures__session_fee_gbp": "-1"}, "write a number"),
        ({"text": CONTRACT, "agreed__session_fee_gbp": "nan"}, "write a number"),
        ({"text": CONTRACT, "agreed__start": "08:30", "sheet": ("d.yaml", b"agreed: {start: 08:30}")}, "not both"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_in_words(server, fields, why):
    answer = server.order(**fields)
    assert answer.status == 400
    assert why in answer.json["message"]


@pytest.mark.parametrize("body", [b"", b"--x", b"--a-boundary-that-stands-in-no-file\r\n\r\nx", b"\0" * 1000])
def test_a_form_that_is_none_is_refused(server, body):
    kind = "multipart/form-data; boundary=a-boundary-that-stands-in-no-file"
    answer = server.ask("POST", "jobs", body, headers={"Content-Type": kind})
    assert answer.status == 400
    assert answer.json["message"]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (("empty.pdf", b""), "empty.pdf: the file is empty. Check that it was saved"),
        (("broken.docx", b"PK\x03\x04 not a zip"), "broken.docx: "),
        (("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9), "noise.pdf: "),
        (("sheet.yaml", b"agreed: ["), ""),
        (("tune.mp3", b"ID3\x03" + bytes(range(256)) * 20), "tune.mp3: "),
    ],
    ids=lambda file: file[0] if isinstance(file, tuple) else "",
)
def test_what_cannot_be_read_is_told_in_words(server, file, why):
    told = server.check(file)
    assert told["state"] in ("failed", "done")
    if why:
        assert told["state"] == "failed"
        assert told["message"].startswith(why)
    for word in ("--", "Traceback", "clausecheck check"):
        assert word not in told["message"]


def test_a_faulty_deal_sheet_is_told_with_its_line(server):
    told = server.check(TEXT, sheet=("mine.yaml", b"agreed:\n  patience: 3\n"))
    assert told["state"] == "failed"
    assert "mine.yaml:2" in told["message"]


@pytest.mark.parametrize("file", [("empty.docx", b""), ("half.pdf", b"%PDF-1.4\nnothing")])
def test_a_model_that_cannot_be_read_is_told_by_its_name(server, file):
    told = server.check(TEXT, model=file)
    assert told["state"] == "failed"
    assert told["message"].startswith(f"{file[0]}: ")


def test_a_locked_pdf_asks_for_its_password_until_it_is_right(server):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "locum-terms.pdf"))
    writer.encrypt("tonsils", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    locked = ("locked.pdf", out.getvalue())
    for fields in ({}, {"password": "guess"}):
        told = server.check(locked, **fields)
        assert told["state"] == "password"
        assert told["message"].startswith("locked.pdf: ")
        assert "--" not in told["message"]
    told = server.check(locked, password="tonsils")  # noqa: S106
    assert told["result"]["grade"] == "A"
    copy = server.ask("GET", f"results/{told['result']['id']}/marked-pdf").body
    assert PdfReader(BytesIO(copy)).is_encrypted
    assert b"tonsils" not in copy


@pytest.mark.parametrize(
    "name", ["bomb.docx", "a-thousand-million-laughs.docx", "a-hundred-thousand-pages.pdf", "pages-a-thousand-deep.pdf"]
)
def test_a_hostile_file_does_not_stop_the_server(server, name):
    told = server.check((name, CASES[name]()))
    assert told["state"] in ("failed", "done")
    assert told["state"] == "done" or told["message"].startswith(name)
    assert server.check(TEXT)["state"] == "done"


def test_forgetting_one_and_all(tmp_path):
    with serving(tmp_path) as server:
        first, second = (server.check(text=CONTRACT)["result"]["id"] for _ in range(2))
        assert [one["id"] for one in server.ask("GET", "results").json["results"]] == [second, first]
        assert server.ask("DELETE", f"results/{first}").status == 204
        assert server.ask("GET", f"results/{first}/report").status == 404
        assert server.ask("GET", f"results/{second}/report").status == 200
        assert server.ask("DELETE", "results").status == 204
        assert server.ask("GET", f"results/{second}/json").status == 404
        assert server.ask("GET", "results").json == {"results": []}


def test_only_the_newest_results_are_kept(tmp_path):
    with serving(tmp_path, bounds={"results": 2}) as server:
        made = [server.check(text=CONTRACT)["result"]["id"] for _ in range(3)]
        assert [one["id"] for one in server.ask("GET", "results").json["results"]] == [made[2], made[1]]


def test_no_letter_is_written_for_a_cover_note_whose_attachment_is_judged_apart(server):
    told = server.check(sample("offer-with-terms.eml"))
    assert not [kind for kind in files_of(told) if kind.startswith("letter")]
    assert any("There is no letter" in note for note in told["result"]["notes"])


def test_what_was_not_read_is_said_beside_the_copies(server):
    name = "second-half-of-the-text-torn.pdf"
    told = server.check((name, CASES[name]()))["result"]
    assert told["grade"] == ""
    assert told["found"].startswith("Read only in part; ")
    assert any("body was not read: a part of the pages" in note for note in told["notes"])


def test_the_result_says_what_the_contract_was_taken_for(checked):
    assert checked["result"]["notes"][0].startswith("Taken for a contract with an agency, in England.")
    assert checked["result"]["found"] == "31 passages that hurt, 6 worth a look"
