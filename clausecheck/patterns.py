"""Regular expressions that are compiled when they are first used.

Reading knows some 160 of them and an ordinary contract needs half; compiling them all takes as long as reading it.
"""

import re
from typing import Any, AnyStr, cast

__all__ = ["pattern"]


class _Pattern:
    """Stands for a compiled pattern: every attribute of it is looked up once and then kept."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        if name.startswith("_"):
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, for `search`, `match`, `finditer` and the other methods of a pattern.

    A fault in the source shows on first use (`re.error`); `re.split(pattern, ...)` and the like take only real ones.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
