import re

import cmarkgfm
import pytest
from hypothesis import given, settings

from clausecheck.render.markdown import render_markdown
from clausecheck.render.terminal import render_terminal
from clausecheck.report import Report
from tests.render.hostile import ATTACKS, TEXTS, hostile
from tests.render.reports import report
from tests.render.test_markdown_text import Reading

FULL = report(attachments=(report(name="terms.docx", measures=None, grade=None),))


def read(shown: Report) -> Reading:
    return Reading(cmarkgfm.github_flavored_markdown_to_html(render_markdown(shown)))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_it_says_every_word_of_the_text_report_in_its_order():
    wide = render_terminal(FULL, width=100_000)  # where no cell of a table is wrapped
    assert words(read(FULL).text()) == words(wide)


def test_its_parts_are_headings_lists_and_tables():
    tags = set(read(FULL).tags)
    assert {"h1", "h2", "h3", "ul", "li", "table", "strong", "hr", "a"} <= tags


def test_what_explains_a_passage_hangs_under_it():
    text = render_markdown(report())
    assert "- **Clause 5.2, page 3:** “The Session Fee is inclusive of any overrun.”\n  - **In plain English:**" in text


def test_only_sources_are_links():
    text = render_markdown(report())
    assert re.findall(r"<(\S+)>", text) == ["https://example.org/handbook", "https://example.org/act"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_adds_nothing_but_text(attack):
    assert shape(hostile(attack)) == shape(hostile("word"))


@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_whatever_a_contract_holds_the_report_keeps_its_shape(text):
    assert shape(hostile(f"a{text}")) == shape(hostile("word"))


def shape(shown: Report) -> list[str]:
    return [tag for tag in read(shown).tags if tag != "code"]
