"""Known clauses, so that what the second reader says can be judged by one that it resembles.

`rules/second-reader/known.txt` holds one a line: topic, stance, text and the stems of its words, parted by tabs.
"""

from collections.abc import Sequence
from pathlib import Path

from clausecheck.reading.tokens import words_of
from clausecheck.second.features import stem

__all__ = ["Known", "known_line"]

_COMMON_WORDS = (
    "the a an of to in on at by for from with and or any all no not is are be been will shall may must that this it as "
    "if which who you your we our us i my me their they them he she his her where when than then so but out up there "
    "have has had do does did can would should could each such other under only also into"
)
_COMMON = frozenset(map(stem, _COMMON_WORDS.split()))
"""Words that make no two clauses alike."""


def known_line(topic: str, stance: str, text: str) -> str:
    """A clause as a line of the file; the text must hold no tab."""
    return "\t".join((topic, stance, text, " ".join(dict.fromkeys(map(stem, words_of(text))))))


class Known:
    """Clauses by topic and stance, read when one is first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._texts: dict[tuple[str, str], list[tuple[str, str]]] | None = None
        self._clauses: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = {}

    def nearest(self, topic: str, stance: str, stems: Sequence[str]) -> str:
        """The known clause that shares most with these stems; empty where none shares two words that tell."""
        mine = frozenset(stems) - _COMMON
        best, found = 0.0, ""
        for text, words in self._of((topic, stance)):
            shared = len(mine & words)
            likeness = 2 * shared / (len(mine) + len(words)) if shared > 1 else 0.0
            if likeness > best:
                best, found = likeness, text
        return found

    def _of(self, wanted: tuple[str, str]) -> list[tuple[str, frozenset[str]]]:
        """The clauses of one topic and stance with their words."""
        if self._texts is None:
            self._texts = {}
            lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.is_file() else []
            for line in lines:
                topic, stance, text, stems = line.split("\t")
                self._texts.setdefault((topic, stance), []).append((text, stems))
        if wanted not in self._clauses:
            texts = self._texts.get(wanted, ())
            self._clauses[wanted] = [(text, frozenset(stems.split()) - _COMMON) for text, stems in texts]
        return self._clauses[wanted]
