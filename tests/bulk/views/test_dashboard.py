import json
import re

import pytest

from clausecheck.beside import Standing
from clausecheck.bulk.views import dashboard
from clausecheck.bulk.views.changes import changes
from clausecheck.bulk.views.dashboard import content_security_policy, write_dashboard
from clausecheck.bulk.views.reports import Mark, Reports, of_line, report_file
from clausecheck.bulk.views.survey import survey
from clausecheck.render import html
from tests.bulk.views.results import beside, failed, hostile, hostile_beside, judged, pack, partial
from tests.render.hostile import ATTACKS

BATCH = [failed("a.pdf"), judged("b.pdf", "E"), judged("c.pdf", "A", findings=()), partial("d.pdf")]


def page(path, results, **more):
    write_dashboard(path, survey(results), titles={"overrun": "Overrun pay"}, **more)
    return path.read_bytes().decode("utf-8")


def data(text):
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert not set(found) & set("<>&")
    return json.loads(found)


def test_the_data_hold_every_document_and_the_groups(tmp_path):
    found = data(page(tmp_path / "d.html", [*BATCH, judged("e.pdf", "D")]))
    assert [row[0] for row in found["rows"]] == ["a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf"]
    assert [row[2] for row in found["rows"]] == ["", "E", "A", "", "D"]
    assert found["verdicts"][found["rows"][0][4]] == "is locked. Give --password."
    assert found["rows"][1][5:10] == [[1, 1, 0, 0, 0], 1, 1, 2, "E"]
    hurts = {found["topics"][topic]: severity for topic, severity in found["rows"][1][15]}
    assert hurts == {"Overrun pay": 4, "Gagging": 5}
    group = found["groups"][0]
    assert group[:2] == ["Gagging", 5]
    assert group[-1] == [1, 2, 1]  # the first, then steps: 1, 3, 4
    assert found["templates"] == 4


def test_changes_and_the_letter_before_are_there_if_there_was_a_run_before(tmp_path):
    now, then = survey([judged("a", "E")]), survey([judged("a", "B")])
    found = data(page(tmp_path / "d.html", [judged("a", "E")], told=changes(now, then)))
    assert found["rows"][0][3] == "B"
    assert found["changes"] == [["grade worse", "a", "B", "E", 0]]
    assert not data(page(tmp_path / "d.html", BATCH))["before"]


def test_rows_link_to_the_reports_that_are_there(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / str(report_file("b.pdf"))).write_text(Mark("0" * 64, of_line("")).text)
    links = Reports(tmp_path / "reports", tmp_path / "d.html", [("b.pdf", of_line(""))])
    assert [row[1] for row in data(page(tmp_path / "d.html", BATCH, reports=links))["rows"]] == [
        "", "reports/b.pdf.html", "", "",
    ]  # fmt: skip


def test_the_page_allows_its_own_style_and_script_and_nothing_else(tmp_path):
    text = page(tmp_path / "d.html", BATCH)
    policy = content_security_policy()
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert policy.replace("'", "&#39;") in text
    assert not re.findall(r"\b(?:src|srcset|action)=|@import|url\(|innerHTML|document\.write|eval\(", text)


def test_it_has_the_colours_of_the_report_on_one_contract():
    style = dashboard._style()
    assert html._asset("report.css").startswith(style[: style.index("* {")])
    assert "--gE:" in style[: style.index("* {")]
    assert "prefers-color-scheme: dark" in style


@pytest.mark.parametrize("attack", [*ATTACKS, "</script><script>alert(1)</script>", "<!--", "]]>", "\u2028\u2029"])
def test_nothing_of_a_contract_is_more_than_text(tmp_path, attack):
    text = page(tmp_path / "d.html", [*hostile(attack), *hostile_beside(attack)], heading=attack)
    assert text.count("<script") == text.count("</script>") == 2
    assert "<!--" not in text
    assert all(line.isprintable() for line in text.split("\n"))
    assert len(data(text)["rows"]) == 7


def test_only_the_most_frequent_clauses_are_on_the_page_and_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(dashboard, "MOST_GROUPS", 1)
    found = data(page(tmp_path / "d.html", [judged("a"), judged("b")]))
    assert (len(found["groups"]), found["allGroups"]) == (1, 3)


def test_the_page_knows_which_documents_are_no_templates(tmp_path):
    found = data(page(tmp_path / "d.html", [judged("a"), judged("b", "", measures=None), failed("c")]))
    assert (found["templates"], found["outside"]) == (1, [1])


def test_no_results_still_make_a_page(tmp_path):
    assert data(page(tmp_path / "d.html", []))["rows"] == []


def test_positions_and_duties_are_in_the_data_only_where_they_were_asked_for(tmp_path):
    plain = data(page(tmp_path / "d.html", BATCH))
    assert {len(row) for row in plain["rows"]} == {17}
    assert {"positions", "packs", "duties", "moved"}.isdisjoint(plain)
    assert 'id="position"' not in page(tmp_path / "d.html", BATCH)
    text = page(tmp_path / "d.html", [beside("a.pdf"), beside("b.pdf", packs=(pack(applies=False),)), failed("c.pdf")])
    found = data(text)
    assert 'id="position"' in text
    assert (found["positions"], found["packs"]) == (["Payment days", "No indemnity"], ["The agency's own duties"])
    assert found["duties"] == [[0, "Withheld pay"], [0, "Key information"]]
    assert [row[17:] for row in found["rows"]] == [
        [[4, 3], [2], [[0, 4, 0], [1, 0, 1]], 2],
        [[4, 3], [1], [], 0],
        [[], [], [], 0],
    ]


def test_positions_that_moved_are_counted_on_the_page(tmp_path):
    then = survey([beside("a.pdf", "D", Standing.preferred, Standing.walk_away)])
    results = [beside("a.pdf", "D", Standing.beyond, Standing.fallback)]
    assert data(page(tmp_path / "d.html", results, told=changes(survey(results), then)))["moved"] == [1, 1]
