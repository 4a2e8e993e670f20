"""`clausecheck check FILES...` and nothing more: the usual call, for which no parser of options is loaded.

Loading typer takes a tenth of the time of the whole check. Whatever begins with a dash goes to it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clausecheck.cli.run import Request

__all__ = ["PASSWORD", "direct_request"]

PASSWORD = "CLAUSECHECK_PASSWORD"  # noqa: S105 (the name of a variable)


def direct_request(words: Sequence[str]) -> Request | None:
    """What a call with these arguments asks for, the same as typer makes of it; None where typer is needed.

    Raises `UsageProblem` for a faulty configuration file.
    """
    command, *files = words or ("",)
    if command != "check" or not files or any(word.startswith("-") and word != "-" for word in files):
        return None
    if os.name != "posix" or "_CLAUSECHECK_COMPLETE" in os.environ:
        return None  # typer expands wildcards where the shell does not, and answers a shell that completes words
    from clausecheck.cli.choices import Engine, Ocr
    from clausecheck.cli.run import Request
    from clausecheck.cli.settings import load_settings

    settings = load_settings()
    return Request(
        inputs=tuple(files),
        rules=settings.rules,
        model=settings.model,
        engagement=settings.engagement,
        nation=settings.nation,
        engine=settings.engine or Engine.pdfium,
        ocr=settings.ocr or Ocr.auto,
        limits=settings.limits,
        password=os.environ.get(PASSWORD) or None,
        figures=settings.figures,
    )
