"""The labelled clauses can be read, are many for every topic, and name topics that exist."""

from collections import Counter

import pytest

from clausecheck.rulebook import load_lean
from tests.second import corpus


@pytest.fixture(scope="module")
def labelled():
    return list(corpus.clauses())


def test_every_topic_has_many_clauses_of_each_kind(labelled):
    topics = {slug for slug, _ in load_lean(()).slugs}
    counts = Counter((clause.topic, clause.stance) for clause in labelled)
    assert {clause.topic for clause in labelled} == topics
    for topic in topics:
        assert counts[topic, "adverse"] >= 80, topic
        # Newspeak has no protective meaning.
        assert counts[topic, "protective"] >= (0 if topic == "newspeak" else 70), topic
        assert counts[topic, "neutral"] >= 40, topic


def test_further_topics_exist_and_are_others(labelled):
    topics = {slug for slug, _ in load_lean(()).slugs}
    for clause in labelled:
        assert set(clause.also) <= topics - {clause.topic}, clause.text


def test_no_clause_stands_twice_on_a_topic(labelled):
    twice = [one for one, count in Counter((c.topic, c.under, c.text.lower()) for c in labelled).items() if count > 1]
    assert twice == []


def test_a_line_that_is_no_clause_is_told_with_its_place(tmp_path, monkeypatch):
    (tmp_path / "overrun.txt").write_text("A | Extra time is free.\nB | What is this?\n", encoding="utf-8")
    monkeypatch.setattr(corpus, "CLAUSES", tmp_path)
    with pytest.raises(ValueError, match=r"overrun\.txt:2"):
        list(corpus.clauses())


def test_headings_further_topics_and_answers_are_read(tmp_path, monkeypatch):
    text = "P +finish-time | Overrun // paid by the quarter hour\nA | Q: Is it paid? A: No, never.\n"
    (tmp_path / "overrun.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(corpus, "CLAUSES", tmp_path)
    first, second = corpus.clauses()
    assert (first.stance, first.also, first.under) == ("protective", ("finish-time",), "Overrun")
    assert first.text == "paid by the quarter hour"
    answers = [e for e in corpus.clause_examples() if ("overrun", "adverse") in e.says]
    assert answers
    assert all("never" in e.limb.words for e in answers)
    assert second.under == ""
