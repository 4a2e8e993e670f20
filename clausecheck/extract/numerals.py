"""Counters as lists print them: figures, letters, Roman numerals, words."""

__all__ = ["numeral"]


def _roman(n: int) -> str:
    if not 0 < n < 4000:
        return str(n)
    out = ""
    for value, digits in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        out += digits * (n // value)
        n %= value
    return out


def _letter(n: int) -> str:
    """a, b, … z, aa, bb: word processors repeat the letter."""
    return chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 780 else str(n)


def _ordinal(n: int) -> str:
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


_NUMBERS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
_ORDINALS = ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def numeral(n: int, style: str) -> str:
    """One counter in one of Word's number formats; formats of other scripts fall back to figures."""
    match style:
        case "lowerLetter":
            return _letter(n)
        case "upperLetter":
            return _letter(n).upper()
        case "lowerRoman":
            return _roman(n)
        case "upperRoman":
            return _roman(n).upper()
        case "decimalZero":
            return f"{n:02d}"
        case "none":
            return ""
        case "ordinal":
            return _ordinal(n)
        case "cardinalText":
            return _NUMBERS[n] if n < len(_NUMBERS) else str(n)
        case "ordinalText":
            return _ORDINALS[n] if n < len(_ORDINALS) else _ordinal(n)
        case _:
            return str(n)
