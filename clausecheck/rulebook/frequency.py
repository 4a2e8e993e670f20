"""How often common words are met in contracts: the index looks for the rarest word of a phrase.

Wrong figures cost speed, never a match.
"""

__all__ = ["weight_of"]

_PER_THOUSAND = {
    72: "the",
    55: "@locum @other",
    25: "and of to",
    16: "a in is @locum's",
    12: "for or it not be",
    8: "on that any shall at session by if @other's @client ; :",
    6: "are with will may as practice from",
    4: "an which no this time one have each must has days fee own than paid agreement other work",
    2: "all after notice medical services patients up within do terms pay so when what hours before patient minutes "
    "end nothing out its shift two part list means am date these @both s t",
    1: "should day can about does invoice been less tax insurance need hour first only booking more without three "
    "payment booked please every rate where see unless agreed over such working upon until make under last cannot",
}
_WEIGHTS = {word: float(weight) for weight, words in _PER_THOUSAND.items() for word in words.split()}
_RARE = 0.25
"""A word not listed."""
_STEM = 2.0
"""How many times likelier a beginning is than a whole word of its length."""


def weight_of(words: tuple[str, ...], stems: tuple[str, ...]) -> float:
    """About how many words in a thousand are one of `words` or begin with one of `stems`."""
    whole = sum([_WEIGHTS.get(word, _RARE) for word in words])
    return whole + sum([_STEM * _WEIGHTS.get(stem, _RARE) for stem in stems])
