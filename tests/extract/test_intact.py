"""Clauses come out whole, number and text in one piece, however the page is set and in whatever order it is drawn."""

import re
import unicodedata

import pytest

from clausecheck.document import BlockKind
from clausecheck.extract import extract
from tests.extract.builders import assert_sound
from tests.extract.layouts import LAYOUTS, laid_out

ASIDE = (BlockKind.header, BlockKind.footer)
LEAST = 0.98


def squeezed(text):
    """Without what a line's or a cell's end may add: white space, hyphens, cell bars."""
    return re.sub(r"[\s|‐-]", "", unicodedata.normalize("NFKC", text))


def share_intact(data, truth, engine="pdfium"):
    document = extract(data, engine=engine)
    assert_sound(document)
    body = (document.text[block.start : block.end] for block in document.blocks if block.kind not in ASIDE)
    text = squeezed(" ".join(body))
    lost = [clause for clause in truth if squeezed(clause) not in text]
    return 1 - len(lost) / len(truth), lost


@pytest.mark.parametrize("name", LAYOUTS)
def test_nearly_all_clauses_are_intact(name, capsys):
    data, truth = laid_out(LAYOUTS[name])
    assert len(truth) > 30
    share, lost = share_intact(data, truth)
    with capsys.disabled():
        print(f"\n  {name}: {share:.1%} of {len(truth)} clauses intact", end="")
    assert share >= LEAST, lost[:3]


@pytest.mark.parametrize("name", ["one column, Vera", "two columns, Times-Roman", "ligatures", "watermark"])
def test_the_second_reader_keeps_them_intact_too(name):
    share, lost = share_intact(*laid_out(LAYOUTS[name]), engine="pdfplumber")
    assert share >= LEAST, lost[:3]
