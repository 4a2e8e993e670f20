"""All tests: the benchmarks alone, then the rest in as many runs of pytest side by side as there are cores.

`python -m pytest` runs the same tests one after the other. What is given here goes to every run: `python -m tests -k
cache`. Plain runs of pytest, and not pytest-xdist: its workers have a second thread, and in a process with threads
clausecheck starts new interpreters where it would fork, so that other code would be tested.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest

from clausecheck.patterns import pattern

TESTS = Path(__file__).parent
FILES_IN_A_RUN = 6
"""Few, so that all cores have work to the end; many, so that starting costs little."""
COUNT = pattern(r"(\d+) (passed|failed|skipped|deselected|xfailed|xpassed|warnings?|errors?)\b")


def runs() -> Iterator[list[Path]]:
    """Files that are run together, all of one folder; the benchmarks are not among them."""
    files: dict[Path, list[Path]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        files.setdefault(path.parent, []).append(path)
    files.pop(TESTS / "benchmarks")
    for each in files.values():
        for at in range(0, len(each), FILES_IN_A_RUN):
            yield each[at : at + FILES_IN_A_RUN]


def run(paths: list[Path], given: list[str]) -> tuple[int, str]:
    """The exit code of pytest and what it wrote, which is shown when all is done."""
    call = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, paths), *given]
    done = subprocess.run(call, cwd=TESTS.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode(errors="replace")
    print(text, end="", flush=True)
    return done.returncode, text.rstrip().rpartition("\n")[2]


def main() -> int:
    """0 when every test passed and there was one, else what pytest said of the first run that failed."""
    given, began = sys.argv[1:], monotonic()
    told = [run([TESTS / "benchmarks"], given)]
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        told += side_by_side.map(lambda paths: run(paths, given), runs())
    counts: Counter[str] = Counter()
    for _, last in told:
        for number, what in COUNT.findall(last):
            counts[what] += int(number)
    print(", ".join(f"{number} {what}" for what, number in counts.items()), f"in {monotonic() - began:.0f}s")
    codes = [code for code, _ in told if code != pytest.ExitCode.NO_TESTS_COLLECTED]
    return next(filter(None, codes), 0) if codes else int(pytest.ExitCode.NO_TESTS_COLLECTED)


if __name__ == "__main__":
    sys.exit(main())
