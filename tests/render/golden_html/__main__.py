from clausecheck.judging.checking import Checker
from tests.render.golden_html import GOLDEN, SAMPLES, sample_words

checker = Checker()
for path in SAMPLES:
    target = GOLDEN / f"{path.name}.txt"
    target.write_text(sample_words(checker, path), encoding="utf-8")
    print(target)
