"""How much of the contracts of a batch is kept between runs, and for how long."""

from clausecheck.record import record

__all__ = ["CacheLimits"]


@record
class CacheLimits:
    """When entries go: the ones used longest ago first."""

    size: int = 1 << 30
    """Bytes of the file; some 50,000 contracts."""
    days: float = 30.0
    """Since an entry was last used; what is kept is contract text, which nobody wants to find years later."""
