"""How much the local page takes on at once, and how much of it it keeps."""

from clausecheck.record import record

__all__ = ["Bounds"]


@record
class Bounds:
    """Bounds of one server, beside the limits on what is read of a file."""

    running: int = 2
    """Contracts worked on at the same time: one person uses the page, and each takes a processor."""
    waiting: int = 4
    """More that may wait, each with its file in memory."""
    files: int = 20
    """Of one contract."""
    silence: float = 240.0
    """Seconds that a worker may go without a word: the slowest kind of reading has 120 before its first page."""
    seconds: float = 3600.0
    """That one contract may take in all."""
    upload_seconds: float = 120.0
    """For a file to arrive; it comes from the same machine."""
    results: int = 10
    """Kept in memory; the oldest goes first."""
    kept: int = 512 << 20
    """Bytes of all results together."""
    produced: int = 256 << 20
    """Bytes that the files made from one contract may have together; 200 pages make about 10 million."""
