"""The quick check of a report and a validator of JSON Schema say the same of the schema that clausecheck has."""

import copy

import jsonschema
import pytest

from clausecheck.bulk.views.shape import fitting
from clausecheck.extract import extract_text
from clausecheck.judging.checking import Checker
from clausecheck.render.json import report_value
from clausecheck.render.schema import json_schema
from tests.judging.test_packs import AGENCY
from tests.render.reports import COST, MISMATCH, report

SCHEMA = json_schema()
ODD = [None, True, -1, 0, 2.5, "", "x", "E", [], {}, [1], ["x"], {"x": 1}, [None]]
GONE = object()


def full():
    """A report that has every part of the schema."""
    inner = report_value(report(mismatches=(MISMATCH,), costs=(COST,)))
    packs = Checker(second_reader=False, packs=("agency",)).check(extract_text(AGENCY)).packs
    value = report_value(report(mismatches=(MISMATCH,), costs=(COST,), packs=packs))
    where = {"quote": "a", "start": 0, "end": 1, "clause": "1", "page": None}
    words = dict.fromkeys(("name", "topic", "preferred", "fallback", "walk_away", "contract", "ask"), "a")
    value["positions"] = [{**words, "quantity": True, "met": "fallback", "value": 1.5, **where}]
    value["findings"][0]["lines"] = {"start": 1, "column": 1, "end": 1, "end_column": 5}
    return first({**value, "attachments": [{**inner, "findings": []}]})


def first(value):
    """Of every list the first item."""
    if isinstance(value, dict):
        return {key: first(part) for key, part in value.items()}
    return [first(value[0])] if isinstance(value, list) and value else value


def places(value, way=()):
    """The way to every key and to the first of every list."""
    for key in value if isinstance(value, dict) else [0] if isinstance(value, list) and value else []:
        yield (*way, key)
        yield from places(value[key], (*way, key))


def altered(value, way, to):
    made = copy.deepcopy(value)
    *outer, last = way
    at = made
    for key in outer:
        at = at[key]
    if to is GONE:
        del at[last]
    else:
        at[last] = to
    return made


def test_both_say_the_same_of_a_report_wherever_it_is_altered():
    value, fits, valid = full(), fitting(SCHEMA), jsonschema.Draft202012Validator(SCHEMA).is_valid
    assert fits(value)
    assert valid(value)
    ways = list(places(value))
    assert {way[0] for way in ways} == set(SCHEMA["$defs"]["report"]["properties"])
    other = []
    for n, way in enumerate(ways):
        for to in (GONE, *(ODD[(n + step) % len(ODD)] for step in range(4))):
            made = altered(value, way, to)
            if fits(made) != valid(made):
                other.append((way, to))
    assert other == []


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**16, -(2**60), 1e300])
def test_a_number_that_no_spreadsheet_holds_does_not_fit(number):
    value = full()
    assert not fitting(SCHEMA)(altered(value, ("quantities", 0, "value"), number))


def test_a_whole_number_with_a_point_is_no_integer():
    assert not fitting(SCHEMA)(altered(full(), ("findings", 0, "severity"), 3.0))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "format": "date"},
        {"type": "object", "properties": {}},
        {"not": {}},
        {"enum": [1]},
        {"const": 1, "type": "integer"},
        {"type": "odd"},
    ],
)
def test_a_keyword_that_is_not_known_is_an_error_and_never_passed_over(schema):
    with pytest.raises(ValueError, match="not known here"):
        fitting(schema)
