"""What of HTML is no element: comments, declarations, processing instructions; passed over as browsers do.

The library's parser looks anew, to the end of the page, at every one that is not closed, and breaks down on some.
"""

from html.parser import HTMLParser

__all__ = ["MarkupParser"]


class MarkupParser(HTMLParser):
    """The library's parser, with what is no element taken off its hands; each method gives the offset behind it."""

    def parse_comment(self, i: int, report: bool = True) -> int:
        """Behind `-->`, or at the end of a page that never closes it."""
        return self._behind("-->", i + 2)

    def parse_html_declaration(self, i: int) -> int:
        """Behind `>`; what word processors write between `<![` and `]>` is for programs."""
        return self._behind(">", i + 2)

    def parse_pi(self, i: int) -> int:
        """Behind `>`."""
        return self._behind(">", i + 2)

    def parse_bogus_comment(self, i: int, report: bool = True) -> int:
        """Behind `>`: an end tag that begins with no letter."""
        return self._behind(">", i + 2)

    def _behind(self, end: str, start: int) -> int:
        at = self.rawdata.find(end, start)
        return len(self.rawdata) if at < 0 else at + len(end)
