"""The words that OCR's misread ones are held against: those of the rules, and all that labelled clauses are made of."""

from clausecheck.reading.misreads import Vocabulary
from clausecheck.reading.tokens import words_of
from clausecheck.rulebook.matcher import Matcher
from clausecheck.rulebook.places import builtin_folder
from clausecheck.second.features import stem
from clausecheck.second.weights import read_weights

__all__ = ["vocabulary_of"]

_FOLDER = "second-reader"


def vocabulary_of(matcher: Matcher) -> Vocabulary:
    """Made when a document was recognised from pictures; the same whether or not the second reader is heard."""
    folder = builtin_folder() / _FOLDER
    wanted = matcher.compiled_plain["words"][0]
    clauses = folder / "known.txt"
    lines = clauses.read_text(encoding="utf-8").splitlines() if clauses.is_file() else []
    others = {word for line in lines for word in words_of(line.split("\t")[2])}
    weights = read_weights(folder / "weights.bin", f"rules/{_FOLDER}/weights.bin")
    lexicon = weights.lexicon if weights else {}
    return Vocabulary(wanted, others, lambda word: stem(word) in lexicon)
