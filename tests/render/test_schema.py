import json

import jsonschema
import pytest

from clausecheck.render.json import render_json, report_value
from clausecheck.render.schema import json_schema
from tests.render.reports import finding, report

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "value",
    [
        report(),
        report(grade=None, measures=None, findings=(), terms=(), pages=None, read_date=""),
        report(attachments=(report(findings=(finding(model=None, page=None),)),)),
    ],
)
def test_reports_keep_to_it(value):
    VALIDATOR.validate(json.loads(render_json(value)))
    VALIDATOR.validate(json.loads(render_json(value, text="the contract")))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda v: v.update(extra=1),
        lambda v: v.pop("notices"),
        lambda v: v["findings"][0].update(severity=6),
        lambda v: v["findings"][0].update(confidence="sure"),
        lambda v: v["grade"].update(letter="F"),
        lambda v: v["terms"][0].update(state="fine"),
        lambda v: v["findings"][0].update(quote=""),
        lambda v: v.update(attachments=[{}]),
    ],
)
def test_anything_else_is_refused(spoil):
    value = report_value(report())
    spoil(value)
    assert not VALIDATOR.is_valid(value)
