from clausecheck.render.terminal import render_terminal
from clausecheck.report import State
from tests.render.reports import report, term


def test_silence_that_costs_most_leads():
    terms = (term("breaks", State.silent, difference="No break.", silence=3), *report().terms)
    text = render_terminal(report(terms=terms))
    assert text.index("Finish time: No end.") < text.index("Breaks: No break.")


def test_small_silences_share_a_line():
    assert "Less important: Disputes." in render_terminal(report())


def test_harmless_silence_is_no_finding():
    text = render_terminal(report(terms=(term("safety", State.silent, silence=0),)))
    assert "WHAT IT DOES NOT SAY" not in text
    assert "Silent on: Safety." in text


def test_the_model_is_not_quoted_twice_in_a_row():
    said = term(
        "overrun", State.adverse, model="paid by the hour", difference="Unpaid. The model says: “paid by the hour”"
    )
    text = " ".join(render_terminal(report(terms=(said,), findings=())).split())
    assert text.count("paid by the hour") == 1


def test_long_quotes_are_cut_at_a_word():
    long = term("overrun", State.met, contract="word " * 100, model="m")
    text = render_terminal(report(terms=(long,)))
    assert "…" in text
    assert "wor …" not in text


def test_what_does_not_apply_is_named():
    assert "Does not apply: Exclusivity." in render_terminal(report())
