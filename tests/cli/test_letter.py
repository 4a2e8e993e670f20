import io
from email import message_from_string
from pathlib import Path

import docx
import pytest

from clausecheck.errors import ExitCode
from tests.judging.papers import BASE

SAMPLES = Path(__file__).resolve().parents[2] / "sample_contracts"
HARSH = BASE + (
    "4.3 The Locum shall indemnify the Practice against all losses without limit.\n"
    "4.4 The Practice may withhold payment of any invoice while a complaint is open.\n"
)


@pytest.fixture
def harsh(tmp_path):
    path = tmp_path / "contract.txt"
    path.write_text(HARSH)
    return path


def test_the_message_greets_by_name_and_asks_with_clause_and_wording(clausecheck, harsh):
    done = clausecheck("letter", harsh)
    assert done.code == ExitCode.clean
    assert done.out.startswith("Dear all at Elm Tree Surgery,\n")
    assert done.out.endswith("With best wishes,\nDr Ada Mbeki\n")
    assert "Clause 4.3: " in done.out
    assert "Clause 4.4: " in done.out
    assert "no indemnity" in " ".join(done.out.split())


def test_names_may_be_given(clausecheck, harsh):
    out = clausecheck("letter", harsh, "--to", "Sam", "--from", "Ada").out
    assert out.startswith("Dear Sam,\n")
    assert out.endswith("\nAda\n")


def test_a_page_leaves_points_out_and_all_has_them(clausecheck):
    short = clausecheck("letter", SAMPLES / "platform-terms.pdf")
    full = clausecheck("letter", SAMPLES / "platform-terms.pdf", "--all")
    assert short.out.count("\n") <= 54 < full.out.count("\n")
    assert "--all writes the other" in short.err
    assert "--all" not in full.err


def test_a_mail_draft_and_a_word_file(clausecheck, harsh, tmp_path):
    mail = message_from_string(clausecheck("letter", harsh, "--format", "eml").out)
    assert mail["X-Unsent"] == "1"
    target = tmp_path / "letter.docx"
    assert clausecheck("letter", harsh, "--format", "docx", "-o", target).code == ExitCode.clean
    assert docx.Document(io.BytesIO(target.read_bytes())).paragraphs[0].text == "Dear all at Elm Tree Surgery,"


def test_a_second_round_thanks_repeats_and_names_what_is_new(clausecheck, harsh, tmp_path):
    report = tmp_path / "report.json"
    clausecheck("check", harsh, "--format", "json", "-o", report)
    answer = tmp_path / "answer.txt"
    answer.write_text(
        HARSH.replace("4.3 The Locum shall indemnify the Practice against all losses without limit.\n", "")
        + "4.5 The Locum shall not speak to any regulator or the press about the Practice.\n"
    )
    done = clausecheck("letter", answer, "--round", "2", "--previous", report)
    assert done.code == ExitCode.clean
    words = " ".join(done.out.split())
    thanks, _, rest = words.partition("These are still open")
    still, _, new = rest.partition("These are new in this version")
    assert "Thank you for what you changed" in thanks
    assert "indemni" in thanks.lower()
    assert "Clause 4.4" in still
    assert "Clause 4.5" in new
    assert "4.3" not in rest


def test_what_was_agreed_is_asked_for(clausecheck, harsh, tmp_path):
    (tmp_path / "deal.yaml").write_text("agreed:\n  patients_per_session: 12\n")
    out = " ".join(clausecheck("letter", harsh, "--agreed", tmp_path / "deal.yaml").out.split())
    assert "Patients per session: we agreed 12 patients a session; clause 1.2 has: 15 patients a session." in out


@pytest.mark.parametrize("words", [("--round", "2"), ("--previous", "report.json")])
def test_a_second_round_needs_the_report_before(clausecheck, harsh, words):
    done = clausecheck("letter", harsh, *words)
    assert done.code == ExitCode.usage
    assert "go together" in done.err


def test_a_previous_file_that_is_no_report_is_refused(clausecheck, harsh, tmp_path):
    (tmp_path / "r.json").write_text("{}")
    done = clausecheck("letter", harsh, "--round", "2", "--previous", tmp_path / "r.json")
    assert done.code == ExitCode.usage
    assert "not a clausecheck report" in done.err


def test_a_lease_gets_no_letter_and_a_missing_file_is_told(clausecheck, tmp_path):
    lease = Path(__file__).resolve().parents[1] / "not_locum" / "lease.txt"
    done = clausecheck("letter", lease)
    assert (done.code, done.out) == (ExitCode.unread, "")
    assert clausecheck("letter", tmp_path / "no.pdf").code == ExitCode.unread


def test_inputs_are_never_written_over(clausecheck, harsh):
    assert clausecheck("letter", harsh, "-o", harsh, "--force").code == ExitCode.usage
    assert harsh.read_text() == HARSH


def test_hostile_names_stay_on_their_line(clausecheck, tmp_path):
    path = tmp_path / "c.txt"
    path.write_text(HARSH.replace("Dr Ada Mbeki", "Dr Ada\x1b[31m Mbeki\u202e"))
    done = clausecheck("letter", path, "--format", "eml")
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_a_few_words_are_no_contract_to_write_about(clausecheck, tmp_path):
    (tmp_path / "hi.txt").write_text("hi")
    done = clausecheck("letter", tmp_path / "hi.txt")
    assert (done.code, done.out) == (ExitCode.unread, "")
    assert "too little text" in done.err


def test_nobody_is_told_that_a_contract_is_fine_of_which_a_part_was_not_read(clausecheck, tmp_path):
    import re

    from tests.extract.builders import p, word

    source = (SAMPLES / "sources" / "locum-terms.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    body = "".join(p(re.sub("[<>&#*|]", "", line)) for line in source.splitlines() if line.strip())
    (tmp_path / "whole.docx").write_bytes(word(body))
    (tmp_path / "part.docx").write_bytes(word(body + "<w:altChunk/>"))
    assert "no changes to ask for" in " ".join(clausecheck("letter", tmp_path / "whole.docx").out.split())
    done = clausecheck("letter", tmp_path / "part.docx")
    assert (done.code, done.out) == (ExitCode.unread, "")
    assert "not everything was read, and what was read asks for no change" in done.err


def test_nobody_is_written_to_about_a_cover_note(clausecheck):
    done = clausecheck("letter", SAMPLES / "offer-with-terms.eml")
    assert done.code == ExitCode.unread
    assert done.out == ""
    assert "the message itself sets no terms. Save the contract that is attached" in done.err
