"""What `batch` leaves beside its results, and what gates, packs and positions make of them."""

import csv
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from clausecheck.errors import ExitCode
from tests.bulk.documents import bad_files
from tests.cli.test_batch import results, templates, without_lines
from tests.cli.test_check import FAIR, HARSH
from tests.cli.test_playbooks import PLAYBOOK
from tests.judging.test_packs import AGENCY
from tests.render.test_sarif import valid

__all__ = ["templates"]

SAMPLES = Path(__file__).parents[2] / "sample_contracts"

UNLIMITED = "The Locum shall indemnify the Practice against all claims, losses and costs, without limit."
VIEWS = {"results.jsonl", "workbook.xlsx", "dashboard.html", "findings.csv", "summary.txt", "reports"}


@pytest.fixture
def ran(clausecheck, templates):
    """A batch of the two contracts, run once."""
    clausecheck("batch", "templates", "-o", "out")
    return lambda *options: clausecheck("batch", "templates", "-o", "out", *options)


def reports():
    return sorted(os.listdir("out/reports"))


def test_views_stand_beside_the_results_and_the_summary_is_said(clausecheck, templates):
    done = clausecheck("batch", "templates", "-o", "out")
    assert {name for name in os.listdir("out") if name[0] != "."} == VIEWS | {"batch.json"}
    with open("out/summary.txt", encoding="utf-8") as stream:
        assert done.out.startswith(stream.read())
    overview = openpyxl.load_workbook("out/workbook.xlsx")["Overview"]
    assert {"fair.txt", "old/harsh.txt"} <= {cell.value for row in overview for cell in row}


def test_each_report_is_that_of_check_and_the_dashboard_leads_to_it(clausecheck, templates):
    clausecheck("batch", "templates", "-o", "out")
    clausecheck("check", "templates/fair.txt", "--format", "html", "-o", "alone.html")
    with open("out/reports/fair.txt.html", encoding="utf-8") as made, open("alone.html", encoding="utf-8") as alone:
        assert made.read().partition("\n<!-- made of ")[0] == alone.read()
    with open("out/dashboard.html", encoding="utf-8") as page:
        assert "reports/fair.txt.html" in page.read()


def test_a_second_run_writes_nothing(ran):
    places = [f"out/{name}" for name in VIEWS - {"reports"}] + [f"out/reports/{name}" for name in reports()]
    before = [os.stat(place).st_mtime_ns for place in places]
    assert "Read 0, judged 0, from the cache 2." in ran().out
    assert [os.stat(place).st_mtime_ns for place in places] == before


def test_a_report_that_is_missing_or_of_another_contract_is_made_anew(ran, templates):
    with open("out/reports/fair.txt.html", "rb") as stream:
        whole = stream.read()
    os.unlink("out/reports/fair.txt.html")
    assert "judged 1, from the cache 1." in ran().out
    (templates / "fair.txt").write_text(HARSH)
    ran()
    (templates / "fair.txt").write_text(FAIR)
    assert "judged 1, from the cache 1." in ran().out  # its result is kept, its report was that of the other text
    with open("out/reports/fair.txt.html", "rb") as stream:
        assert stream.read() == whole


def test_reports_of_contracts_that_are_gone_go_and_what_is_not_ours_stays(ran, templates):
    gone = next(name for name in reports() if "harsh" in name)
    with open("out/reports/mine.html", "w") as stream:
        stream.write("<p>mine</p>")
    (templates / "old" / "harsh.txt").unlink()
    ran()
    assert reports() == ["fair.txt.html", "mine.html"]
    assert gone.startswith("old_harsh.txt~")


def linked():
    """Reports that the dashboard leads to."""
    with open("out/dashboard.html", encoding="utf-8") as page:
        return re.findall(r'"reports/([^"]+)"', page.read())


@pytest.mark.parametrize("many", [False, True])
def test_no_link_leads_to_a_report_of_other_words_than_the_results(ran, templates, monkeypatch, many):
    """Without reports, whether it was said or there are too many, nobody writes the report anew."""
    assert linked() == reports()
    (templates / "fair.txt").write_text(HARSH)
    monkeypatch.setattr("clausecheck.cli.viewing.MOST_REPORTS", 1)
    ran(*([] if many else ["--no-reports"]))
    assert reports() == linked() == [name for name in reports() if "harsh" in name]
    ran("--reports")
    assert reports() == linked()
    assert len(reports()) == 2


def test_without_views_too_no_report_of_other_words_stays_and_the_old_views_are_told(ran, templates):
    (templates / "fair.txt").write_text(HARSH)
    done = ran("--no-views")
    assert "dashboard.html" in done.err
    assert "made of other results than those there now" in done.err
    assert [name for name in reports() if "fair" in name] == []
    ran("--reports", "--no-views")
    assert len(reports()) == 2


def test_while_a_run_is_not_done_the_page_leads_to_the_reports_of_the_one_before(ran, templates, monkeypatch):
    def report():
        with open("out/reports/fair.txt.html", "rb") as stream:
            return stream.read()

    before = report()
    (templates / "fair.txt").write_text(HARSH)
    (templates / "more.txt").write_text(HARSH + "More.")

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("clausecheck.bulk.folder.Folder.write", stop)
        ran()
    assert report() == before
    assert "judged 0" in ran("--resume").out  # the report that waited is not made again
    assert report() != before
    assert linked() == sorted(linked()) == reports()
    assert len(reports()) == 3


def test_a_contract_that_can_be_read_no_more_has_no_report(ran, templates):
    (templates / "fair.txt").write_text("")
    assert ran().code == ExitCode.unread
    assert reports() == linked() == [name for name in reports() if "harsh" in name]
    assert reports()


def test_the_report_is_that_of_the_run_where_a_password_opened_more(ran, templates):
    with zipfile.ZipFile(templates / "all.zip", "w") as archive:
        archive.writestr("fair.txt", FAIR)
        archive.writestr("locked.pdf", bad_files()["locked.pdf"][0]())

    def report():
        with open("out/reports/all.zip.html", encoding="utf-8") as stream:
            return stream.read()

    ran()
    before = report()
    ran("--password", "secret")
    opened = report()
    assert opened != before
    ran()
    assert report() == before
    ran("--password", "secret", "--no-reports")
    assert "all.zip.html" not in [*reports(), *linked()]
    ran("--password", "secret")
    assert report() == opened


def test_views_made_again_link_to_no_report_of_other_results(clausecheck, ran, templates):
    shutil.copytree("out", "old")
    (templates / "fair.txt").write_text(HARSH)
    ran()
    clausecheck("summary", "old", "--dashboard", "d.html", "--reports", "out/reports")
    with open("d.html", encoding="utf-8") as page:
        assert re.findall(r'"out/reports/([^"]+)"', page.read()) == [name for name in reports() if "harsh" in name]


def test_a_batch_never_takes_its_own_results_for_contracts(clausecheck, templates):
    clausecheck("batch", "templates", "-o", "templates/out")
    for out in ("templates/out", "new"):
        everything = "\n".join(str(path) for path in sorted(templates.parent.rglob("*")) if path.is_file())
        done = clausecheck("batch", "-", "-o", out, "--force", stdin=everything.encode())
        assert done.code == ExitCode.clean, done.err
        assert "passed over, as a batch wrote them" in done.err
        with open(f"{out}/results.jsonl", encoding="utf-8") as lines:
            assert len(lines.readlines()) == 2


def test_without_views_and_reports_there_are_results_alone(clausecheck, templates):
    clausecheck("batch", "templates", "-o", "out", "--no-views")
    assert {name for name in os.listdir("out") if name[0] != "."} == {"results.jsonl", "batch.json"}
    clausecheck("batch", "templates", "-o", "other", "--no-reports")
    assert "reports" not in os.listdir("other")


def test_more_documents_than_a_folder_holds_well_get_reports_only_when_asked(clausecheck, templates, monkeypatch):
    monkeypatch.setattr("clausecheck.cli.viewing.MOST_REPORTS", 1)
    done = clausecheck("batch", "templates", "-o", "out")
    assert "no report of each" in done.err
    assert "reports" not in os.listdir("out")
    assert clausecheck("batch", "templates", "-o", "out", "--reports").err == ""
    assert len(reports()) == 2


def test_a_gate_fails_the_batch_and_names_the_file(ran):
    done = ran("--fail-on", "topic:overrun")
    assert done.code == ExitCode.found
    assert "old/harsh.txt: fails --fail-on topic:overrun" in done.err
    assert "fair.txt" not in done.err.replace("old/harsh.txt", "")
    assert ran("--fail-on", "topic:no-such-topic").code == ExitCode.usage


def test_what_a_baseline_knows_passes_and_what_is_new_fails(ran, templates):
    assert ran("--write-baseline", "known.json").code == ExitCode.clean
    assert ran("--baseline", "known.json").code == ExitCode.clean
    (templates / "fair.txt").write_text(f"{FAIR}\n9. Liability\n9.1 {UNLIMITED}\n")
    done = ran("--baseline", "known.json")
    assert done.code == ExitCode.found
    assert "fair.txt: " in done.err


def test_an_unread_file_fails_unless_somebody_answers_for_it(clausecheck, templates):
    (templates / "empty.pdf").write_bytes(b"")
    (templates.parent / "excused.yaml").write_text(
        "suppressions:\n  - {file: empty.pdf, unread: true, reason: a blank form, owner: Ada, expires: 2099-01-01}\n"
    )
    assert clausecheck("batch", "templates", "-o", "out").code == ExitCode.unread
    done = clausecheck("batch", "templates", "-o", "out", "--suppressions", "excused.yaml")
    assert done.code == ExitCode.clean, done.err
    assert "a blank form" in done.err


def test_the_log_of_the_batch_is_valid_and_names_files_from_here(ran):
    assert ran("--sarif", "clauses.sarif").code == ExitCode.clean
    with open("clauses.sarif", encoding="utf-8") as stream:
        run = valid(stream.read())
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"templates/old/harsh.txt"}
    assert {one["location"]["uri"] for one in run["artifacts"]} == {"templates/fair.txt", "templates/old/harsh.txt"}
    with open("templates/old/harsh.txt", encoding="utf-8") as stream:
        rows = stream.read().split("\n")
    regions = [place["region"] for place in places]
    assert all(region["snippet"]["text"] in rows[region["startLine"] - 1] for region in regions)


def test_packs_and_positions_are_asked_of_every_document(clausecheck, templates):
    (templates / "agency.txt").write_text(AGENCY)
    (templates.parent / "positions.yaml").write_text(PLAYBOOK)
    options = ("--pack", "agency", "--playbook", "positions.yaml")
    assert clausecheck("batch", "templates", "-o", "out", *options).code == ExitCode.clean
    for each in results():
        alone = clausecheck("check", templates / each["input"], *options, "--format", "json")
        assert json.loads(alone.out) == without_packed_lines(each["report"])
        assert each["report"]["positions"]
    done = clausecheck("batch", "templates", "-o", "out", *options, "--fail-on", "position:walk-away")
    assert done.code == ExitCode.found
    assert "position" in done.err
    assert "Read 0, judged 0, from the cache 3." in done.out


@pytest.fixture
def screened(clausecheck, tmp_path, monkeypatch):
    """Three of the samples, screened by the agency's pack and the sample playbook."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name in ("agency-terms.pdf", "practice-agreement.docx", "locum-terms.pdf"):
        shutil.copy(SAMPLES / name, folder)
    monkeypatch.chdir(tmp_path)
    call = ("batch", "samples", "-o", "out", "--pack", "agency", "--playbook", SAMPLES / "positions.yaml")
    return lambda: clausecheck(*call)


def test_the_summary_says_where_templates_stand_and_what_exposes_the_agency(screened):
    said = screened().out
    assert "YOUR POSITIONS\n--------------\n    beyond  walk-away  unknown  fallback  preferred  (templates)\n" in said
    assert "         1          0        0         0          2  Changing the terms\n" in said
    assert "          1 of 1  Withholding pay (up to 3 of 5)\n" in said
    assert "          1 of 1  Key information document (not found)\n" in said
    assert "Not looked at, as it is not for such a contract: 2 templates.\n" in said
    assert max(map(len, said.splitlines())) <= 80


def test_workbook_and_table_hold_the_positions_and_duties_of_the_results(screened):
    screened()
    reports = {each["input"]: each["report"] for each in results()}
    met = [(name, one["met"], one["quote"]) for name, report in reports.items() for one in report["positions"]]
    found = [(name, one["quote"]) for name, report in reports.items() for p in report["packs"] for one in p["findings"]]
    assert len(met) == 15
    assert found
    book = openpyxl.load_workbook("out/workbook.xlsx")
    detail = list(book["Positions detail"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[2], row[10] or "") for row in detail] == [(n, m, " ".join(q.split())) for n, m, q in met]
    packs = [row for row in book["Packs"].iter_rows(min_row=2, values_only=True) if row[3] == "finding"]
    assert [(row[0], row[10]) for row in packs] == [(name, " ".join(quote.split())) for name, quote in found]
    with open("out/findings.csv", encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(r["file"], r["met"], r["quote"]) for r in rows if r["kind"] == "position"] == [
        (n, m, " ".join(q.split())) for n, m, q in met
    ]
    assert [r["file"] for r in rows if r["kind"] == "duty"] == [name for name, _ in found]


def test_the_views_say_the_same_when_they_are_made_again(clausecheck, screened):
    done = screened()
    again = clausecheck("summary", "out", "--workbook", "w.xlsx", "--csv", "t.csv")
    assert done.out.startswith(again.out)
    for made, kept in (("w.xlsx", "workbook.xlsx"), ("t.csv", "findings.csv")):
        with open(made, "rb") as one, open(f"out/{kept}", "rb") as other:
            assert one.read() == other.read()


def test_without_pack_and_playbook_no_view_knows_of_them(ran):
    said = ran().out
    assert "POSITIONS" not in said
    assert "DUTIES" not in said
    assert {"Positions", "Positions detail", "Packs"}.isdisjoint(openpyxl.load_workbook("out/workbook.xlsx").sheetnames)
    with open("out/findings.csv", encoding="utf-8-sig") as stream:
        assert stream.readline().endswith(",working,group,group_templates\n")
    with open("out/dashboard.html", encoding="utf-8") as page:
        assert 'id="position"' not in page.read()


def without_packed_lines(report):
    for pack in report["packs"]:
        for finding in pack["findings"]:
            finding.pop("lines", None)
    return without_lines(report)


@pytest.mark.parametrize(
    "options",
    [("--pack", "no-such-pack"), ("--playbook", "none.yaml"), ("--fail-on", "position:fallback")],
)
def test_what_is_wrong_is_told_before_anything_is_read(clausecheck, templates, options):
    done = clausecheck("batch", "templates", "-o", "out", *options)
    assert done.code == ExitCode.usage
    assert not os.path.exists("out/results.jsonl")
