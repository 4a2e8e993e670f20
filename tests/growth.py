"""Whether work grows with the text and no faster, told from ratios within one run."""

import gc
import time
from collections.abc import Callable

__all__ = ["grows_in_step"]

_ATTEMPTS = 5
"""A busy machine may slow the longer run down once or twice, but not every time; square growth always shows."""


def grows_in_step(work_of: Callable[[int], Callable[[], object]], small: int, large: int, most: float) -> bool:
    """The work on `large` takes at most `most` times that on `small`, at least once in a few attempts.

    `work_of(size)` gives a call to time. Growth by the square would be `(large / small) ** 2`, well above `most`.
    """
    gc.collect()
    gc.freeze()
    try:
        return any(_spent(work_of(large)) <= most * _spent(work_of(small)) for _ in range(_ATTEMPTS))
    finally:
        gc.unfreeze()


def _spent(work: Callable[[], object]) -> float:
    took = []
    for _ in range(2):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)
