"""The numbers that a playbook or a deal sheet may name, for people."""

from __future__ import annotations

from clausecheck.judging.amounts import AMOUNTS
from clausecheck.judging.quantities import unit_of

__all__ = ["quantity_list"]


def quantity_list() -> str:
    """Every quantity under its topic, a line each: its name, which way is better for a locum, what it counts."""
    longest = max(map(len, AMOUNTS))
    lines = [f"{'':{longest + 2}}  better  what it counts"]
    topic = ""
    for name, amount in AMOUNTS.items():
        if amount.topic != topic:
            topic = amount.topic
            lines.append(topic)
        lines.append(f"  {name:{longest}}  {amount.better or 'neither':6}  {unit_of(name)}")
    tail = "Better is for a locum. Write the numbers without a unit, such as payment_days: 14."
    return "\n".join([*lines, "", f"{len(AMOUNTS)} numbers. {tail}"]) + "\n"
