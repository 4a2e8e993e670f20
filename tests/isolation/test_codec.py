import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecheck.document import Block, BlockKind, Box, Coverage, CoveragePart, Document, Notice
from clausecheck.extract import extract
from clausecheck.isolation.codec import decode, encode
from clausecheck.record import replaced

SAMPLES = sorted(p for p in (Path(__file__).parents[2] / "sample_contracts").iterdir() if p.suffix in (".pdf", ".docx"))

FULL = Document(
    name="ä.pdf",
    format="pdf",
    sha256="0" * 64,
    text="Fee £480 \U0001f600 end",
    blocks=(
        Block(0, 8, BlockKind.heading, page=1, label="3.2(b)", level=2, struck=((0, 3), (4, 8))),
        Block(9, 14, BlockKind.paragraph, paragraph=7),
    ),
    coverage=Coverage((CoveragePart("page 1", read=False, why="torn", words=3, pictures=2, ocr=True),)),
    boxes=(Box(0, 3, 1, 0.1, 2.0, 1e-300, -3.5), Box(4, 8, 1, 1 / 3, 1.0, 2.0, 3.0)),
    pages=((0, 14),),
    notices=(Notice("watermark", "It says", "DRAFT"),),
    page_labels=("iv",),
    doubtful=((4, 8),),
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_a_document_arrives_as_it_was(path):
    document = extract(path)
    assert decode(encode(document)) == document


def test_every_field_arrives():
    assert decode(encode(FULL)) == FULL


def test_files_within_files_arrive():
    inner = replaced(FULL, name="inner.pdf")
    letter = replaced(FULL, format="email", attachments=(replaced(inner, attachments=(FULL,)), inner))
    assert decode(encode(letter)) == letter


@pytest.mark.parametrize("outside", [{"doubtful": ((4, 99),)}, {"pages": ((0, 99),)}])
def test_a_span_outside_the_text_of_a_file_within_is_refused(outside):
    letter = replaced(FULL, attachments=(replaced(FULL, **outside),))
    with pytest.raises(ValueError, match="outside"):
        decode(encode(letter))


def test_kinds_arrive_as_kinds():
    assert decode(encode(FULL)).blocks[0].kind is BlockKind.heading


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_arrives_even_half_of_a_surrogate_pair(text):
    document = replaced(FULL, text=text, blocks=(), boxes=(), pages=(), doubtful=())
    assert decode(encode(document)).text == text


def changed(**fields: object) -> bytes:
    """The bytes of a document with some fields of its JSON replaced."""
    data = encode(FULL)
    size = int.from_bytes(data[:8], "big")
    values = json.loads(data[8 : 8 + size])
    for name, value in fields.items():
        values[Document.__match_args__.index(name)] = value
    text = json.dumps(values).encode()
    return len(text).to_bytes(8, "big") + text + data[8 + size :]


def test_the_helper_of_these_tests_changes_nothing_by_itself():
    assert decode(changed()) == FULL


@pytest.mark.parametrize(
    "fields",
    [
        {"name": 3},
        {"text": None},
        {"text": "short"},
        {"blocks": 5},
        {"blocks": [[0, 8]]},
        {"blocks": [[0, 8, "no-such-kind", None, None, "", None, []]]},
        {"blocks": [[0, 99, "paragraph", None, None, "", None, []]]},
        {"blocks": [[5, 3, "paragraph", None, None, "", None, []]]},
        {"blocks": [[0, 8, "paragraph", None, None, "", None, [[0, 99]]]]},
        {"blocks": [[0, 8, "paragraph", "1", None, "", None, []]]},
        {"blocks": [[False, 8, "paragraph", None, None, "", None, []]]},
        {"boxes": [0, 10**9]},
        {"boxes": [-8, 1]},
        {"boxes": [0, -1]},
        {"boxes": [8, 2]},
        {"pages": [[0, -1]]},
        {"pages": [[-5, 3]]},
        {"coverage": [[["page 1", 1, "", 0]]]},
        {"coverage": []},
    ],
    ids=str,
)
def test_what_is_no_document_is_refused(fields):
    with pytest.raises(ValueError, match=r".+"):
        decode(changed(**fields))


@pytest.mark.parametrize(
    "data", [b"", b"\xff" * 8, bytes(8), b"\0" * 7 + b"\x02[]", b"\0" * 6 + b"\xff\xff" + b"[" * 65535]
)
def test_bytes_of_no_document_are_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        decode(data)


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_one_wrong_byte_gives_a_document_or_a_refusal_and_nothing_else(place, byte):
    data = bytearray(encode(FULL))
    data[place % len(data)] = byte
    try:
        assert isinstance(decode(data), Document)
    except ValueError:
        return
