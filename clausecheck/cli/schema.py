"""`clausecheck schema`: the JSON Schema of the JSON report."""

from clausecheck.cli.output import write_stdout

__all__ = ["schema"]


def schema() -> None:
    """Print the JSON Schema (2020-12) of JSON reports."""
    import json

    from clausecheck.render.schema import json_schema

    write_stdout(json.dumps(json_schema(), indent=2) + "\n")
