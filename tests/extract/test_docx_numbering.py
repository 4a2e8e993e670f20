"""Automatic clause numbers are those that Word prints."""

import pytest

from clausecheck.extract import extract
from tests.extract.builders import listed, numbering, p, word

LEGAL = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"))


def labels(body, *, styles="", **definition):
    levels = definition.pop("levels", LEGAL)
    parts = {"numbering": numbering(*levels, **definition), "styles": styles}
    return [line.split(" ")[0] for line in extract(word(body, parts=parts)).text.split("\n\n")]


def test_deeper_levels_restart_under_each_parent():
    body = "".join(listed("x", level) for level in (0, 1, 2, 2, 3, 1, 2, 0, 1))
    assert labels(body) == ["1.", "1.1", "(a)", "(b)", "(i)", "1.2", "(a)", "2.", "2.1"]


def test_a_level_without_its_parents_shows_their_start():
    assert labels(listed("x", 1) + listed("x", 1) + listed("x", 0)) == ["1.1", "1.2", "2."]


def test_lists_of_one_definition_count_on_and_a_start_override_restarts_once():
    body = listed("x") + listed("x", number=2) + listed("x", number=2)
    assert labels(body) == ["1.", "2.", "3."]
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert labels(body, overrides=override) == ["1.", "1.", "2."]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "4"),
        ("decimalZero", "04"),
        ("lowerLetter", "d"),
        ("upperLetter", "D"),
        ("lowerRoman", "iv"),
        ("upperRoman", "IV"),
        ("ordinal", "4th"),
        ("ordinalText", "Fourth"),
        ("cardinalText", "Four"),
        ("chineseCounting", "4"),
    ],
)
def test_number_formats(form, expected):
    assert labels("".join(listed("x") for _ in range(4)), levels=((form, "%1"),))[-1] == expected


def test_letters_go_on_after_z_by_doubling():
    assert labels("".join(listed("x") for _ in range(28)), levels=(("lowerLetter", "%1"),))[25:] == ["z", "aa", "bb"]


def test_legal_numbering_shows_all_counters_in_figures():
    assert labels(listed("x") + listed("x", 1), levels=(("upperRoman", "%1"), ("decimal", "%1.%2"))) == ["I", "I.1"]
    legal = "<w:isLgl/>"
    assert labels(listed("x"), levels=(("upperRoman", "%1"),), extra=legal) == ["1"]


def test_numbers_come_from_the_style_and_its_ancestors():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Clause"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Clause"/></w:style>'
    )
    body = listed("x") + p("x", '<w:pStyle w:val="Clause"/>') + p("x", '<w:pStyle w:val="Child"/>')
    assert labels(body, styles=styles) == ["1.", "1.1", "1.2"]


def test_a_style_bound_to_a_level_counts_there():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Head"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    bound = '<w:pStyle w:val="Head"/>'
    assert labels(p("x", bound) + listed("x", 1), styles=styles, extra=bound) == ["1.", "1.1"]


def test_list_number_zero_switches_numbers_off():
    assert labels(listed("x") + listed("plain", number=0) + listed("x")) == ["1.", "plain", "2."]


def test_an_empty_numbered_paragraph_counts_and_prints_nothing():
    assert labels(listed("x") + listed("") + listed("x")) == ["1.", "3."]


def test_bullets_print_as_bullets():
    assert labels(listed("x"), levels=(("bullet", "\uf0b7"),)) == ["•"]


@pytest.mark.parametrize("wild", ["2000000000", "-4", "x", ""])
def test_wild_start_values_do_no_harm(wild):
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{wild}"/></w:lvlOverride>'
    (label,) = labels(listed("x", number=2), levels=(("lowerRoman", "%1"),), overrides=override)
    assert len(label) < 8
