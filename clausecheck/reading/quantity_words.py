"""The words that make, name or rule out a quantity."""

from clausecheck.patterns import pattern
from clausecheck.reading.numbers import NUMBER_WORDS
from clausecheck.reading.wordlist import word_list, word_set

__all__ = [
    "ADJECTIVES",
    "CLOCK_BEFORE",
    "DASHES",
    "DAY",
    "DURATION",
    "FIGURE_HEADS",
    "HOUR",
    "HOUR_MINUTE",
    "MILES",
    "MINUTES",
    "MONTHS",
    "NOT_ONE_AFTER",
    "NOT_ONE_BEFORE",
    "NTH",
    "ORDINALS",
    "RATE_BEFORE",
    "REFERENCES",
    "RUNS",
    "STARTERS",
    "SUMS",
    "TENS",
]

DAY = 1440.0
"""Minutes in a day."""
MINUTES = {
    "second": 1 / 60,
    "minute": 1.0,
    "hour": 60.0,
    "day": DAY,
    "week": 7 * DAY,
    "fortnight": 14 * DAY,
    "month": 30.4375 * DAY,
    "year": 365.25 * DAY,
}
"""Minutes in each unit of duration; months and years are averages."""
DURATION = {
    spelling: unit
    for unit, spellings in {
        "second": "second seconds sec secs",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h",
        "day": "day days",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "month": "month months mth mths",
        "year": "year years yr yrs",
    }.items()
    for spelling in spellings.split()
}
MILES = {"mile": 1.0, "miles": 1.0, "km": 0.621371, "kms": 0.621371, "kilometre": 0.621371, "kilometres": 0.621371}
ADJECTIVES = word_set(
    "working business calendar clear full whole consecutive further clock paid complete additional extra more "
    "weekly continuous uninterrupted successive normal elapsed unpaid"
)
REFERENCES = word_set(
    "clause clauses schedule schedules section sections paragraph paragraphs para paras part parts annex annexe "
    "appendix article articles regulation regulations form forms chapter page pages question level room tier band "
    "item items rule version number note step phase box table option stage class act ref no nhs oc gp stn cqrs id v "
    "q january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday "
    "saturday sunday"
)
"""A bare number after one of these names something; it counts nothing."""
MONTHS = word_set(
    "january february march april june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)
CLOCK_BEFORE = word_set(
    "at from to by until till before after between and or begins begin start starts starting finish finishes ends end "
    "around about approximately than"
)
RATE_BEFORE = word_set(
    "within of for than least after before under over about in by to until up is lasts last "
    "takes take and or most gives give given giving every nearly almost roughly"
)
NOT_ONE_BEFORE = word_set("the no any every this that each which a another some right easy busy last first")
NOT_ONE_AFTER = word_set(
    "bit ish third fourth fifth sixth seventh eighth ninth tenth twelfth fourteenth of and who that "
    "another is has way or s thing which to in for on at by has the as else day party side"
)
DASHES = frozenset("-–—‐‑−/")
FIGURE_HEADS = frozenset("0123456789£$€¼½¾⅓⅔⅛")
HOUR_MINUTE = pattern(r"^([01]?\d|2[0-3])([.:]?)([0-5]\d)(am|pm)?$")
HOUR = pattern(r"^(0?\d|1[0-2])(am|pm)$")
NTH = {
    word: value
    for value, word in enumerate(
        word_list(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "ninetieth": 90}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
STARTERS = NUMBER_WORDS | {"half", "quarter", "noon", "midday", "midnight", "a", "an", "end", "last"} | NTH.keys()
RUNS = word_set(
    "start starts starting begin begins beginning finish finishes end ends ending close closes open opens leave"
)
ORDINALS = {  # `one fifth of what they pay`
    word: value
    for value, word in enumerate(
        word_list("third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"), 3
    )
}
SUMS = word_set("fee fees rate charge payment price sum amount cost shift pay total")
