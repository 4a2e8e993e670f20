import json

import jsonschema


def test_the_schema_is_printed_whole(clausecheck):
    jsonschema.Draft202012Validator.check_schema(json.loads(clausecheck("schema").out))
