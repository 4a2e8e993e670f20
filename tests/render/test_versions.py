import json
from dataclasses import replace

from clausecheck.judging.versions import AmountChange, Change, ChangeKind, Comparison, TextChange
from clausecheck.render.versions import ByAuthor, render_versions, versions_json
from clausecheck.report import State
from tests.judging.papers import BASE, version
from tests.render.reports import report


def comparison(**changes: object) -> Comparison:
    return replace(Comparison(report(name="a.docx"), report(name="b.docx"), (), (), (), 0), **changes)


def test_no_change_is_said_and_unread_parts_are_told():
    text = render_versions(comparison(moved=3))
    assert "No term that the rules know of is better or worse, appeared or went." in text
    assert "3 passages stand under another number and are no change." in text
    assert text.count("NOT EVERYTHING WAS READ:") == 2
    assert "1 passage stands under another number and is no change." in render_versions(comparison(moved=1))


def test_what_appeared_and_went_says_for_whom():
    change = Change("indemnity", "liability", ChangeKind.appeared, "worse", State.silent, State.adverse)
    text = render_versions(comparison(changes=(change,)), titles={"indemnity": "Indemnities"})
    assert "APPEARED: 1 topic" in text
    assert "Indemnities: silent → hurts you, worse for you" in text


def test_a_number_that_is_worse_is_not_told_as_a_rise():
    amount = AmountChange("cancellation_free_hours", 240.0, 24.0, "worse")
    topic = ("cancellation-by-practice", "availability", ChangeKind.worse, "worse")
    text = render_versions(comparison(changes=(Change(*topic, State.weaker, State.met, amounts=(amount,)),)))
    assert "as the model, but worse in its number" in text
    text = render_versions(comparison(changes=(Change(*topic, State.met, State.weaker, amounts=(amount,)),)))
    assert "as the model → weaker" in text


def test_many_other_words_are_cut_in_text_and_whole_in_json():
    texts = tuple(TextChange(True, f"words {n}", n, n + 1, "", None) for n in range(60))
    assert "and 20 more; --format json has them all." in render_versions(comparison(texts=texts))
    assert len(json.loads(versions_json(comparison(texts=texts)))["texts"]) == 60


def test_authors_who_were_not_weighed_are_told():
    one = ByAuthor("A\x1b[31m", (("insertion", "more \u202e work"),), None)
    text = render_versions(comparison(), authors=(one,))
    assert "not weighed one by one" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert json.loads(versions_json(comparison(), authors=(one,)))["authors"][0]["changes"] is None


def test_the_same_versions_give_the_same_bytes():
    from clausecheck.judging.versions import compare_versions

    new = BASE.replace("maximum of 15", "maximum of 17")
    first, second = (compare_versions(version(BASE), version(new)) for _ in range(2))
    assert versions_json(first) == versions_json(second)
    assert render_versions(first) == render_versions(second)
