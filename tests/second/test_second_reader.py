"""The second reader adds what resembles a known clause, weighs what rules say, and never makes anything certain."""

import json

import pytest

from clausecheck.errors import RuleError
from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.reading import read, read_example
from clausecheck.report import Confidence
from clausecheck.rulebook.model import Stance
from clausecheck.rulebook.places import builtin_folder
from clausecheck.second.again import second_look
from clausecheck.second.features import limb_features, stem, stems_of
from clausecheck.second.known import Known, known_line
from clausecheck.second.opinion import Contracted, opinion_of
from clausecheck.second.reader import FOLDER, MENTION, SecondReader, second_rule_id
from clausecheck.second.weights import LARGEST, pack, read_weights, unpack

BUILT_IN = builtin_folder() / FOLDER
JOINED = {"bias": 0.0, "here": 1.0}
LIMITS = {
    "high": 0.95,
    "medium adverse": 0.5,
    "rule adverse": 0.5,
    "low adverse": 0.2,
    "medium protective": 0.5,
    "rule protective": 0.5,
    "low protective": 0.2,
}
CLASSES = [("overrun", "adverse"), ("overrun", "protective"), ("overrun", "any")]
TEXT = """Terms between Hill Surgery (the Practice) and Dr Ann Bell (the Locum).

1. The Locum shall see at most 12 patients in a session and shall have a break of twenty minutes after the first six.

2. Zebra quagga okapi giraffe wander across the yellow plain at noon.
"""


def made_data(word_weight: int, bias: float = -2.0, scale: float = 0.5, **changes) -> bytes:
    """A data file that knows four words, all for or against harm on overrun."""
    words = ["zebra", "quagga", "okapi", "giraff"]
    rows = [((number << 16), [(0, word_weight), (2, word_weight)]) for number in range(1, 5)]
    head = {
        "classes": CLASSES,
        "scales": [scale] * 3,
        "biases": [bias] * 3,
        "severities": [4, 0, 0],
        "joined": JOINED,
        "again": JOINED,
        "limits": LIMITS,
        "learned": {},
    }
    return pack(head | changes, words, rows)


def made_reader(tmp_path, rulebook, **how) -> SecondReader:
    place = tmp_path / FOLDER
    place.mkdir(parents=True)
    (place / "weights.bin").write_bytes(made_data(**how))
    texts = ("Zebra and quagga graze unpaid.", "Other words altogether.")
    known = "".join(known_line("overrun", "adverse", text) + "\n" for text in texts)
    (place / "known.txt").write_text(known, encoding="utf-8")
    found = SecondReader.at(tmp_path, rulebook)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(second_reader=False)


def heard(reader, checker, text=TEXT):
    contract = read(extract_text(text))
    signals = checker.bench.matcher.detect(contract)
    return contract, signals, reader.hear(contract, signals, [True] * len(signals))


def test_it_adds_a_signal_with_the_words_that_decided_and_a_clause_like_it(tmp_path, checker):
    reader = made_reader(tmp_path, checker.rulebook, word_weight=127)
    contract, signals, found = heard(reader, checker)
    own, mention = found[len(signals) :]
    assert mention.rule.id.endswith(MENTION)
    assert own.rule.id == second_rule_id("overrun", "adverse") == "overrun.second-reader-adverse"
    assert own.rule.severity == 4
    start, end = own.quote
    assert contract.document.text[start:end].startswith("Zebra quagga okapi giraffe")
    for said in ("“zebra”", "“okapi”", "“Zebra and quagga graze unpaid.”"):
        assert said in own.rule.plain


@pytest.mark.parametrize("weight", [20, 60, 127])
def test_what_it_alone_says_is_never_certain(tmp_path, checker, weight):
    reader = made_reader(tmp_path, checker.rulebook, word_weight=weight, scale=5.0)
    _, signals, found = heard(reader, checker)
    assert {one.rule.confidence for one in found[len(signals) :]} <= {Confidence.medium, Confidence.low}


def test_a_chance_between_the_limits_is_low_and_below_them_nothing(tmp_path, checker):
    sure = made_reader(tmp_path / "a", checker.rulebook, word_weight=127)
    doubtful = made_reader(tmp_path / "b", checker.rulebook, word_weight=4)
    against = made_reader(tmp_path / "c", checker.rulebook, word_weight=-127)
    added = []
    for reader in (sure, doubtful, against):
        _, signals, found = heard(reader, checker)
        added.append([one.rule.confidence for one in found[len(signals) :] if one.rule.stance is Stance.adverse])
    assert added == [[Confidence.medium], [Confidence.low], []]


def test_a_topic_it_only_touches_is_mentioned_and_nothing_more(tmp_path, checker):
    """Too doubtful to say how, too likely to call the contract silent."""
    reader = made_reader(tmp_path, checker.rulebook, word_weight=1, bias=-2.1)
    _, signals, found = heard(reader, checker)
    (mention,) = found[len(signals) :]
    assert (mention.rule.topic, mention.rule.stance) == ("overrun", Stance.neutral)
    assert mention.rule.confidence is Confidence.low
    assert not mention.rule.settles


def test_a_rule_it_sees_nothing_of_loses_confidence_and_keeps_its_words(tmp_path, checker):
    reader = made_reader(tmp_path, checker.rulebook, word_weight=1, bias=-8.0)
    contract = read_example("Any time worked after the finish of the session is unpaid.", by="other")
    signals = checker.bench.matcher.detect(contract)
    assert "overrun" in {one.rule.topic for one in signals}
    found = reader.hear(contract, signals, [True] * len(signals))
    before = {s.rule.id: s for s in signals if s.rule.topic == "overrun"}
    after = {s.rule.id: s for s in found if s.rule.topic == "overrun"}
    assert before.keys() == after.keys()
    for name, signal in after.items():
        assert signal.rule.confidence is Confidence.low
        assert (signal.quote, signal.rule.plain) == (before[name].quote, before[name].rule.plain)


def test_a_sure_rule_on_few_words_is_not_doubted_away(tmp_path, checker):
    reader = made_reader(tmp_path, checker.rulebook, word_weight=1, bias=-8.0)
    contract = read_example("Any overrun is unpaid.", by="other")
    signals = checker.bench.matcher.detect(contract)
    assert Confidence.high in {one.rule.confidence for one in signals if one.rule.topic == "overrun"}
    found = reader.hear(contract, signals, [True] * len(signals))
    assert {one.rule.confidence for one in found if one.rule.topic == "overrun"} == {Confidence.medium}


def test_what_effects_took_away_it_does_not_bring_back(tmp_path, checker):
    reader = made_reader(tmp_path, checker.rulebook, word_weight=127, bias=3.0)
    contract = read_example("Any overrun is unpaid.", by="other")
    signals = checker.bench.matcher.detect(contract)
    withdrawn = reader.hear(contract, signals, [False] * len(signals))
    assert [
        one for one in withdrawn[len(signals) :] if one.rule.topic == "overrun" and one.rule.stance == "adverse"
    ] == []


def test_passages_that_do_not_speak_are_left_alone(tmp_path, checker):
    reader = made_reader(tmp_path, checker.rulebook, word_weight=127)
    contract = read(extract_text(TEXT))
    speaking = set(reader.features(contract))
    assert speaking
    assert all(contract.limbs[number].speaks for number in speaking)


def test_the_data_come_back_as_they_were_written():
    weights = unpack(made_data(word_weight=-5))
    assert weights.classes == tuple(CLASSES)
    assert weights.lexicon == {"zebra": 1, "quagga": 2, "okapi": 3, "giraff": 4}
    for number in range(1, 5):
        place = weights.places[number << 16]
        row = weights.entries[2 * weights.starts[place] : 2 * weights.starts[place + 1]]
        assert (row[0], row[1] - 128) == (0, -5)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"another format altogether",
        lambda data: data[:-20],
        lambda data: data[:12] + bytes(40) + data[52:],
        lambda data: made_data(1, classes=[["overrun", "adverse"]]),
        lambda data: made_data(1, scales=[]),
    ],
)
def test_damaged_data_are_told_and_not_used(tmp_path, spoil):
    path = tmp_path / "weights.bin"
    path.write_bytes(spoil(made_data(word_weight=3)))
    with pytest.raises(RuleError, match="second reader"):
        read_weights(path, "rules/second-reader/weights.bin")


def test_without_data_there_is_no_second_reader(tmp_path, checker):
    assert read_weights(tmp_path / "none.bin", "none.bin") is None
    assert SecondReader.at(tmp_path, checker.rulebook) is None


def test_the_built_in_data_are_small_whole_and_of_known_topics(checker):
    path = BUILT_IN / "weights.bin"
    assert path.stat().st_size < LARGEST
    weights = read_weights(path, "weights.bin")
    assert weights is not None
    topics = {slug for slug, _ in checker.rulebook.slugs}
    assert {topic for topic, _ in weights.classes} == topics | {"*"}
    contract = read(extract_text(TEXT))
    whole = Contracted(
        [(limb, [0.0] * len(weights.classes)) for limb in contract.limbs],
        {one: at for at, one in enumerate(weights.classes)},
    )
    limb = contract.limbs[1]
    key = (limb.index, "overrun", Stance.adverse)
    opinion = opinion_of(whole, whole.limbs[limb.index], "overrun", Stance.adverse, {})
    again = second_look(whole, {key: opinion}, {key: 0.5})[key]
    assert weights.joined.keys() == opinion.keys() | {"bias"}
    assert weights.again.keys() == again.keys() | {"bias"}
    assert weights.limits.keys() == LIMITS.keys()
    known = (BUILT_IN / "known.txt").read_text(encoding="utf-8").splitlines()
    assert {line.split("\t")[0] for line in known} == topics
    assert all(
        1 <= severity <= 5
        for (_, side), severity in zip(weights.classes, weights.severities, strict=True)
        if side == "adverse"
    )


def test_the_nearest_clause_must_share_two_words_that_tell(tmp_path):
    path = tmp_path / "known.txt"
    line = known_line("overrun", "adverse", "Extra minutes are worked without payment.")
    path.write_text(line + "\n", encoding="utf-8")
    known = Known(path)
    assert known.nearest("overrun", "adverse", [stem(word) for word in ("minutes", "unpaid", "extra")])
    assert known.nearest("overrun", "adverse", [stem(word) for word in ("the", "minutes", "are")]) == ""
    assert known.nearest("overrun", "protective", [stem("extra"), stem("minutes")]) == ""


def test_endings_and_amounts_make_no_difference():
    assert stem("cancellations") == stem("cancellation")
    assert stem("sessions") == stem("session")
    assert stem("£350") == stem("£12.50") == "£#"
    assert stem("30") == stem("thirty-1") or stem("30") == "#"
    assert stem("@locum") == "@locum"


def test_unknown_words_count_in_the_length_only():
    contract = read_example("The Locum shall polish the brass.", by="other")
    lexicon = {stem("polish"): 1}
    features = limb_features(contract.limbs[0], stems_of(contract.limbs[0]), (), contract, lexicon)
    assert features.values == {1 << 16: 1.0}
    assert features.length > 3


def test_the_report_holds_both_and_the_switch_leaves_the_rules_alone(capsys, tmp_path):
    from clausecheck.cli.entry import main

    path = tmp_path / "terms.txt"
    path.write_text(
        "LOCUM TERMS\n\nBetween Hill Surgery and Dr Bell, a locum GP.\n\n"
        "1. We go on until the last one has been sorted, and nobody counts the minutes.\n\n"
        "2. The day rate already honours whatever the evening brings.\n\n"
        "3. Any overrun is unpaid. The Locum will see such patients as the Practice may book in the session.\n",
        encoding="utf-8",
    )

    def rules_of(*options: str) -> tuple[set[str], set[str]]:
        import sys

        before, sys.argv = sys.argv, ["clausecheck", "check", str(path), "--format", "json", *options]
        try:
            with pytest.raises(SystemExit):
                main()
        finally:
            sys.argv = before
        entries = json.loads(capsys.readouterr().out)
        found = {entry["rule"] for entry in (*entries["findings"], *entries["protections"])}
        return {one for one in found if "second-reader" in one}, found

    added, _ = rules_of()
    assert added
    none, found = rules_of("--no-second-reader")
    assert none == set()
    assert found
