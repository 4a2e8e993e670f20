from pathlib import Path

import pytest

from clausecheck.beside import Standing
from clausecheck.errors import UsageProblem
from clausecheck.judging.playbook import Playbook, read_playbook

SAMPLE = Path(__file__).resolve().parents[2] / "sample_contracts" / "positions.yaml"
TOPICS = ("indemnity", "variation", "withheld-pay")


def read(text: str) -> Playbook:
    return read_playbook(text.encode(), "positions.yaml", topics=TOPICS)


def position(line: str):
    return read(f"positions:\n  {line}\n").positions[0]


def complaints(text: str) -> str:
    with pytest.raises(UsageProblem) as told:
        read(text)
    return str(told.value)


def test_the_sample_playbook_is_read_whole_in_its_order():
    names = [p.name for p in read_playbook(SAMPLE.read_bytes(), "positions.yaml", topics=TOPICS).positions]
    assert names == ["payment_days", "appointment_minutes", "indemnity", "variation", "withheld-pay"]


@pytest.mark.parametrize(
    ("days", "standing"),
    [(7, "preferred"), (14, "preferred"), (15, "fallback"), (30, "fallback"), (45, "walk-away"), (46, "beyond")],
)
def test_a_value_meets_the_best_position_whose_limit_it_keeps(days, standing):
    assert position("payment_days: {preferred: 14, fallback: 30, walk-away: 45}").standing(days) == standing


def test_where_more_is_better_the_limits_are_the_least():
    entry = position("appointment_minutes: {preferred: 15, fallback: 10}")
    assert [entry.standing(v) for v in (15, 12, 9)] == [Standing.preferred, Standing.fallback, Standing.beyond]


def test_numbers_may_go_the_other_way_where_that_is_stated():
    entry = position("payment_days: {preferred: 30, fallback: 14, better: higher}")
    assert [entry.standing(v) for v in (30, 20, 7)] == [Standing.preferred, Standing.fallback, Standing.beyond]


def test_a_position_says_itself_in_words():
    entry = position("payment_days: {preferred: 14}")
    assert entry.limit(Standing.preferred) == "at most 14 days to pay"
    assert entry.limit(Standing.fallback) == ""


@pytest.mark.parametrize(
    ("written", "level"), [("none", 1), ("no finding", 1), ("protected", 0), ("severity up to 2", 3), ("Severity 5", 6)]
)
def test_how_bad_a_topic_may_be_is_written_in_plain_words(written, level):
    assert position(f"indemnity: {{walk-away: {written}}}").limits == ((Standing.walk_away, level),)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("positions:\n  paiment_days: {preferred: 14}\n", 2, "did you mean 'payment_days'?"),
        ("positions:\n  zzz: {preferred: 14}\n", 2, "clausecheck rules list --quantities shows the names"),
        ("positions:\n  payment_days: {prefered: 14}\n", 2, "did you mean 'preferred'?"),
        ("positions:\n  payment_days: {preferred: soon}\n", 2, "must be a number"),
        ("positions:\n  payment_days: {preferred: .inf}\n", 2, "must be a number"),
        ("positions:\n  payment_days: {preferred: -1}\n", 2, "must be a number"),
        ("positions:\n  payment_days: 14\n", 2, "must be a mapping"),
        ("positions:\n  payment_days: {ask: Soon.}\n", 2, "one at least"),
        ("positions:\n  payment_days: {preferred: 14, fallback: 45, walk-away: 30}\n", 2, "only rise or only fall"),
        ("positions:\n  payment_days: {preferred: 45, walk-away: 14}\n", 2, "write better: higher"),
        ("positions:\n  indemnity: {preferred: capped}\n", 2, "write protected, no finding"),
        ("positions:\n  indemnity: {walk-away: severity 4 or more}\n", 2, "the worst that you still accept"),
        ("positions:\n  indemnity: {preferred: severity 3, fallback: no finding}\n", 2, "must not become less"),
        ("positions:\n  indemnity: {preferred: no finding, better: lower}\n", 2, "better is for numbers"),
        ("positions:\n  indemnity: {preferred: no finding, unstated: maybe}\n", 2, "unstated"),
        ("positions:\n  indemnity: {preferred: no finding}\n  indemnity: {preferred: protected}\n", 3, "stands twice"),
        ("positions: {}\n", 1, "positions is empty"),
        ("positions: [payment_days]\n", 1, "must be a mapping"),
        ("position: {}\n", 1, "did you mean 'positions'?"),
        ("- 1\n", 1, "must be a mapping"),
        ("", 1, "the file is empty"),
    ],
)
def test_a_fault_is_told_with_its_line(text, line, part):
    told = complaints(text)
    assert f"positions.yaml:{line}:" in told
    assert part in told


def test_every_fault_is_told_at_once():
    told = complaints("positions:\n  payment_days: {preferred: soon}\n  indemnity: {preferred: capped}\n")
    assert len(told.splitlines()) == 2


@pytest.mark.parametrize(
    "text", ["[" * 5000, "positions: " + "{a: " * 3000, "- " * 4000 + "a", "a: &a [x]\npositions: *a\n"]
)
def test_a_nested_or_growing_file_is_refused(text):
    assert "positions.yaml" in complaints(text)


def test_a_topic_of_a_pack_that_is_not_in_use_is_read_and_knows_its_pack():
    data = b"positions:\n  withheld-pay: {preferred: protected}\n  indemnity: {preferred: protected}\n"
    book = read_playbook(data, "p.yaml", topics=("indemnity",), packs={"withheld-pay": "agency"})
    assert [p.pack for p in book.positions] == ["agency", ""]


def test_the_readme_shows_the_sample_playbook_itself():
    text = SAMPLE.read_text()
    shown = "\n".join(f"    {line}" for line in text[text.index("positions:") :].splitlines())
    assert shown in (SAMPLE.parents[1] / "README.md").read_text()
