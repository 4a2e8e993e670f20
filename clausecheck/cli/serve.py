"""`clausecheck serve`: a page on this machine, for whoever would rather not use a terminal."""

from typing import Annotated

import typer

from clausecheck.cli.limits import LimitOption

__all__ = ["EXAMPLES", "serve"]

EXAMPLES = """\b
Examples:
  clausecheck serve
  clausecheck serve --port 8765 --no-browser

\b
Exit codes: 0 ended with Ctrl-C; 2 wrong usage, a port that is taken, or the extra `web` is missing.
"""


def serve(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only show the address.")] = False,
    limit: LimitOption = None,
) -> None:
    """Open a page in your browser: drop a contract on it, read the report, take copies away.

    Only this machine reaches it (127.0.0.1), contracts and results stay in memory, and all is gone when it ends.
    Rules, model, figures and limits of your configuration file hold.
    """
    from clausecheck.cli.faults import say
    from clausecheck.cli.limiting import parse_limits
    from clausecheck.cli.settings import load_settings
    from clausecheck.web.order import Defaults
    from clausecheck.web.serving import serve as serve_page

    settings = load_settings()
    defaults = Defaults(
        limits=parse_limits(limit or (), settings.limits),
        rules=tuple(str(folder.absolute()) for folder in settings.rules),
        model=str(settings.model.absolute()) if settings.model else None,
        engagement=settings.engagement,
        nation=settings.nation,
        engine=settings.engine or "pdfium",
        ocr=settings.ocr or "auto",
        figures=settings.figures,
    )
    serve_page(port, defaults, browser=not no_browser, say=say)
