"""Misread words are held against those of the rules, and hardly a sound one is taken for another."""

from pathlib import Path

from clausecheck.judging.vocabulary import vocabulary_of
from clausecheck.reading.misreads import mend
from clausecheck.reading.tokens import tokenise
from clausecheck.rulebook import load_lean
from clausecheck.rulebook.matcher import Matcher

CONTRACTS = Path(__file__).parents[1] / "contracts"


def test_in_contracts_that_no_ocr_read_nearly_every_word_stays_what_it_is():
    vocabulary = vocabulary_of(Matcher(load_lean()))
    changed = total = 0
    for path in sorted(CONTRACTS.glob("d*.txt")):
        text = path.read_text(encoding="utf-8")
        sound = tokenise(text)
        mended = mend(sound, [(0, len(text))], vocabulary)
        total += len(sound.words)
        changed += len(
            set(zip(sound.words, sound.spans, strict=True)) - set(zip(mended.words, mended.spans, strict=True))
        )
    assert total > 10_000
    assert changed / total < 0.002


def test_the_words_of_the_rules_are_found_behind_what_was_misread():
    vocabulary = vocabulary_of(Matcher(load_lean()))
    assert [vocabulary.nearest(word) for word in ("lndemnify", "cancel1ation", "appointnents")] == [
        "indemnify",
        "cancellation",
        "appointments",
    ]
