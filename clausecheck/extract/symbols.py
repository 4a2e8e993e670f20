"""Characters that symbol fonts hide in the private use area, as what they show."""

__all__ = ["SYMBOLS"]

SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "•",
    0xF0FC: "✓",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF071: "☐",
    0xF0FE: "☒",
    0xF0FD: "☒",
    0xF078: "☒",
    0xF052: "☒",
}
"""Bullets and boxes of Symbol and Wingdings, as Word writes them and as they come out of its PDFs. A ticked box and a
crossed one are both chosen, so both are ☒."""
