"""The near-miss report says what was missing, and only where one thing was."""

from pathlib import Path

import pytest

from clausecheck.extract import extract
from clausecheck.reading import read
from clausecheck.rulebook import Rulebook, load
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.model import SignalRule
from tests.near_misses import LONGEST_TEXT, lines, main, near_misses, shortened
from tests.rulebook.limbs import Draft, combined, contract, rule, rulebook
from tests.scoring import CONTRACTS, HELD_BACK

OPENING = """LOCUM AGREEMENT

1. The parties
1.1 This agreement is between Hill Surgery ("the Practice") and Dr Ann Hay ("the Locum").

2. Terms
2.1 """


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load()


def example_with(rules: Rulebook, rule_id: str, words: str) -> str:
    """An example of a rule that fires and holds these words."""
    found = [signal for topic in rules.topics for signal in topic.signals if signal.id == rule_id]
    return next(example.text for example in found[0].examples if example.fires and words in example.text)


def of(made: SignalRule, *drafts: Draft | str, **concepts: str) -> list[str]:
    """What near misses of one rule lack in a contract made by hand."""
    found = near_misses(Matcher(rulebook(made, **concepts)), contract(*drafts), "made.txt")
    return [str(gap) for miss in found for gap in miss.gaps]


NEARLY = (
    ("non-compete.solicit-patients", "solicit any patient", "paint any wall", "{fr solicit}"),
    ("mutuality.auto-booked", " automatically", "", "(without asking|"),
    ("complaints.unpaid-help", "in your own time", "in the hall", "{unpaid}"),
)


@pytest.mark.parametrize("case", NEARLY, ids=[case[0] for case in NEARLY])
def test_an_example_without_one_parts_words_is_listed_with_that_part(
    rules: Rulebook, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str, str, str]
) -> None:
    rule_id, words, instead, missing = case
    nearly = example_with(rules, rule_id, words).replace(words, instead)
    (tmp_path / "nearly.txt").write_text(OPENING + nearly + "\n", encoding="utf-8")
    main([str(tmp_path), "--topic", rule_id.partition(".")[0], "--most", "100"])
    said = capsys.readouterr().out
    part = said.partition(f"== {rule_id}: ")[2].partition("==")[0]
    assert f"  nearly.txt: {nearly}\n" in part
    assert f"      missing: {missing}" in part.partition(nearly)[2].partition("nearly.txt")[0]
    assert f"  {missing}" in said.partition("== thin parts")[2]


@pytest.mark.parametrize(("rule_id", "words"), [entry[:2] for entry in NEARLY])
def test_an_example_that_fires_is_not_listed(
    rules: Rulebook, tmp_path: Path, capsys: pytest.CaptureFixture[str], rule_id: str, words: str
) -> None:
    fires = example_with(rules, rule_id, words)
    (tmp_path / "fires.txt").write_text(OPENING + fires + "\n", encoding="utf-8")
    main([str(tmp_path), "--most", "100"])
    part = capsys.readouterr().out.partition(f"== {rule_id}: ")[2].partition("\n==")[0]
    assert shortened(fires, LONGEST_TEXT) not in part


def test_nothing_that_fires_in_a_whole_contract_is_listed(rules: Rulebook) -> None:
    read_one = read(extract(CONTRACTS / "d1-01.txt"))
    matcher = Matcher(rules)
    limbs = {limb.index: read_one.document.text[limb.start : limb.end] for limb in read_one.limbs}
    fired = {(s.rule.id, shortened(limbs[s.limb], LONGEST_TEXT)) for s in matcher.detect(read_one)}
    listed = {(miss.rule, miss.text) for miss in near_misses(matcher, read_one, "d1-01.txt")}
    assert fired
    assert listed
    assert not fired & listed


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a-broken.pdf").write_bytes(b"%PDF-1.7\nnot one")
    (tmp_path / "b-broken.docx").write_bytes(b"PK\x03\x04 neither")
    (tmp_path / "notes.csv").write_text("not,a,contract\n", encoding="utf-8")
    (tmp_path / "whole.txt").write_text(OPENING + "The Locum shall not paint.\n", encoding="utf-8")
    main([str(tmp_path), "--topic", "non-compete"])
    said = capsys.readouterr()
    assert [line.partition(":")[0] for line in said.err.splitlines()] == ["a-broken.pdf", "b-broken.docx"]
    assert "whole.txt: The Locum shall not paint." in said.out


def test_parts_too_far_apart_are_told_with_their_distance() -> None:
    near = rule(combined("near", "alpha", "{second}", within=4))
    far = "alpha one two three four beta"
    assert of(near, far, second="beta") == ["too far apart: alpha + {second} (6 words, within 4)"]
    assert of(near, "alpha one beta", second="beta") == []


def test_parts_in_order_are_too_far_apart_or_the_other_way_round() -> None:
    order = rule(combined("order", "alpha", "beta", within=2))
    assert of(order, "alpha one two three beta") == ["too far apart: alpha + beta (within 2, in order)"]
    assert of(order, "beta one alpha") == ["in another order: alpha + beta"]


def test_two_parts_missing_are_too_many() -> None:
    assert of(rule(combined("all", "alpha", "beta", "gamma")), "alpha only", "alpha beta only") == ["gamma"]


def test_the_parts_that_matched_must_be_near_each_other() -> None:
    near = rule(combined("near", "alpha", "beta", "gamma", within=4))
    assert of(near, "alpha one two three four five beta") == []


def test_a_part_that_only_the_heading_has_is_not_enough() -> None:
    assert of(rule(combined("all", "alpha", "beta")), Draft("some words", heading="alpha")) == []


def test_a_block_is_named_by_its_first_phrases() -> None:
    assert of(rule(combined("all", "alpha", "beta\ngamma\ndelta")), "alpha") == ["beta | gamma | …"]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (rule("alpha", who=["locum"]), "kept quiet by who (nobody, not locum)"),
        (rule("alpha", force=["must", "may"]), "kept quiet by force (states, not must or may)"),
        (rule("alpha", unless="(some|other) words"), "kept quiet by unless (some words)"),
    ],
)
def test_a_when_that_matched_is_told_with_what_kept_it_quiet(made: SignalRule, told: str) -> None:
    assert of(made, "alpha in some words") == [told]


def test_a_limb_that_would_stay_quiet_in_any_case_is_left_out() -> None:
    made = rule(combined("all", "alpha", "beta"), unless="some words")
    assert of(made, "alpha in some words") == []
    assert of(made, "alpha alone") == ["beta"]


def test_a_limb_that_fires_by_another_branch_is_left_out() -> None:
    branches = rule(combined("any", "delta", combined("all", "alpha", "beta")))
    assert of(branches, "alpha and delta") == []
    assert of(branches, "alpha alone") == ["beta"]


def test_rules_with_most_near_misses_come_first_and_lists_are_cut() -> None:
    few = rule(combined("all", "alpha", "beta"), id="topic.few")
    most = rule("gamma", id="topic.most", who=["locum"])
    made = contract("alpha", "gamma one", "gamma two", "gamma " * 60)
    found = near_misses(Matcher(rulebook(few, most)), made, "made.txt")
    said = list(lines(found, 2))
    assert [line for line in said if line.startswith("==")] == [
        "== topic.most: 3", "== topic.few: 1", "== thin parts, of 4 near misses",
    ]  # fmt: skip
    assert "  and 1 more" in said
    assert max(len(miss.text) for miss in found) == LONGEST_TEXT


def test_held_back_contracts_are_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = min(HELD_BACK)
    (tmp_path / f"{name}.txt").write_text(OPENING + "The Locum shall not paint.\n", encoding="utf-8")
    monkeypatch.setattr("tests.near_misses.CONTRACTS", tmp_path)
    main([str(tmp_path), "--topic", "non-compete"])
    said = capsys.readouterr()
    assert said.err == f"{name}.txt: held back, skipped\n"
    assert "of 0 near misses" in said.out


@pytest.mark.parametrize("arguments", [["nowhere"], [".", "--topic", "no-such-topic"], [".", "--most", "0"]])
def test_a_wrong_call_is_a_usage_error(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
