import ast
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import clausecheck
from clausecheck.bulk import keys
from clausecheck.bulk.keys import (
    JUDGES,
    READERS,
    JudgingKey,
    ReadingKey,
    code_of,
    judging_programs,
    judging_stamp,
    model_stamp,
    reading_programs,
    reading_stamp,
    rules_stamp,
)
from clausecheck.extract import extract_text
from clausecheck.extract.limits import Limits
from clausecheck.judging.deal import Deal, Rung
from clausecheck.record import replaced
from clausecheck.rulebook import load_lean

READING = ReadingKey("pdfium", "auto", "accept", Limits(), "programs")
JUDGING = JudgingKey("rules", "", None, None, True, None, (), None, "programs")
CONTENT = "0" * 64


def other_limits():
    for name in Limits.__match_args__:
        yield name, replaced(READING, limits=replaced(Limits(), **{name: getattr(Limits(), name) + 1}))


OTHER_READINGS = {
    "engine": replaced(READING, engine="pdfplumber"),
    "ocr": replaced(READING, ocr="off"),
    "tracked": replaced(READING, tracked="reject"),
    "programs": replaced(READING, programs="others"),
    **dict(other_limits()),
}
OTHER_JUDGINGS = {
    "rules": replaced(JUDGING, rules="others"),
    "model": replaced(JUDGING, model="other"),
    "engagement": replaced(JUDGING, engagement="agency"),
    "engagement as text": replaced(JUDGING, engagement="None"),
    "nation": replaced(JUDGING, nation="agency"),
    "no second reader": replaced(JUDGING, second_reader=False),
    "an empty deal": replaced(JUDGING, deal=Deal()),
    "a deal": replaced(JUDGING, deal=Deal(amounts=(("session_fee_gbp", 400.0),))),
    "another amount": replaced(JUDGING, deal=Deal(amounts=(("session_fee_gbp", 401.0),))),
    "figures": replaced(JUDGING, deal=Deal(figures=(("session_fee_gbp", 400.0),))),
    "steps": replaced(JUDGING, deal=Deal(cancellation=(Rung(48.0, 50.0),))),
    "programs": replaced(JUDGING, programs="others"),
    "a pack": replaced(JUDGING, packs=("agency",)),
    "another pack": replaced(JUDGING, packs=("agencies",)),
    "a playbook": replaced(JUDGING, playbook=(b"positions: {}", "positions.yaml")),
    "another playbook": replaced(JUDGING, playbook=(b"positions: []", "positions.yaml")),
    "limits of judging": replaced(JUDGING, further=(("judging", "20 s"),)),
}


@pytest.mark.parametrize("other", OTHER_READINGS.values(), ids=OTHER_READINGS)
def test_whatever_decides_how_a_file_is_read_is_in_the_documents_key(other):
    assert other.of(CONTENT) != READING.of(CONTENT)


@pytest.mark.parametrize("other", OTHER_JUDGINGS.values(), ids=OTHER_JUDGINGS)
def test_whatever_decides_how_it_is_judged_is_in_the_results_key(other):
    assert other.of(READING.of(CONTENT)) != JUDGING.of(READING.of(CONTENT))


def test_no_two_keys_are_the_same():
    of_documents = [one.of(CONTENT) for one in OTHER_READINGS.values()]
    of_results = [one.of(READING.of(CONTENT)) for one in OTHER_JUDGINGS.values()]
    assert len({*of_documents, *of_results}) == len(of_documents) + len(of_results)


def test_the_content_is_in_both_keys():
    assert READING.of("1" * 64) != READING.of(CONTENT)
    assert JUDGING.of(READING.of("1" * 64)) != JUDGING.of(READING.of(CONTENT))


def test_the_same_makes_the_same_key():
    twin = ReadingKey("pdfium", "auto", "accept", Limits(), "programs")
    assert twin.of(CONTENT) == READING.of(CONTENT)
    further = (("judging", "20 s"), ("other", "x"))
    one, other = (replaced(JUDGING, further=order) for order in (further, further[::-1]))
    assert one.of("x") == other.of("x")


def test_nothing_that_decides_reading_is_left_out():
    """What `extract` takes, but for the password, of whose files nothing is kept, and the name."""
    import inspect

    from clausecheck.extract import extract

    taken = set(inspect.signature(extract).parameters) - {"source", "name", "password"}
    assert taken == set(ReadingKey.__match_args__) - {"limits", "programs"}


def test_nothing_that_decides_judging_is_left_out():
    import inspect

    from clausecheck.judging.checking import Checker

    known = set(JudgingKey.__match_args__) - {"programs", "further"}
    assert set(inspect.signature(Checker).parameters) == known


def test_every_package_that_readers_import_is_known():
    root = Path(clausecheck.__file__).parent
    names = set()
    for path in (root / "extract").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    installed = packages_distributions()
    used = {name.lower() for module in names - {"clausecheck"} for name in installed.get(module, ())}
    assert {"lxml", "olefile", "pdfplumber", "pillow"} & used
    assert used <= set(READERS)
    assert set(JUDGES) <= {name.lower() for names in installed.values() for name in names}


STAMP = ("code", {"lxml": "5.0"}, ["model 10 20"], {"LANG": "C", "HOME": "/home/me"})


@pytest.mark.parametrize(
    "other",
    [
        ("other code", *STAMP[1:]),
        (STAMP[0], {"lxml": "5.1"}, *STAMP[2:]),
        (STAMP[0], {"lxml": ""}, *STAMP[2:]),
        (STAMP[0], {"lxml": "5.0", "pillow": "10"}, *STAMP[2:]),
        (*STAMP[:2], ["model 10 21"], STAMP[3]),
        (*STAMP[:2], [], STAMP[3]),
        (*STAMP[:3], {"LANG": "en_GB.UTF-8"}),
        (*STAMP[:3], {"LANG": "C", "LC_ALL": "C"}),
    ],
)
def test_every_program_that_reads_is_in_its_stamp(other):
    assert reading_stamp(*other) != reading_stamp(*STAMP)


def test_other_surroundings_are_not_in_it():
    assert reading_stamp(*STAMP[:3], {"LANG": "C", "HOME": "/home/you", "TERM": "dumb"}) == reading_stamp(*STAMP)


def test_every_program_that_judges_is_in_its_stamp():
    assert judging_stamp("code", {"regex": "1"}) != judging_stamp("code", {"regex": "2"})
    assert judging_stamp("code", {"regex": "1"}) != judging_stamp("other code", {"regex": "1"})


@pytest.mark.parametrize("attribute", ["__version__", "sys"])
def test_the_versions_of_clausecheck_and_python_are_in_both(monkeypatch, attribute):
    before = reading_stamp(*STAMP), judging_stamp("code", {})

    class Other:
        version, platform = "3.99", keys.sys.platform

    monkeypatch.setattr(keys, attribute, "99.0" if attribute == "__version__" else Other)
    assert reading_stamp(*STAMP) != before[0]
    assert judging_stamp("code", {}) != before[1]


def test_office_and_models_are_among_the_programs(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("one")
    monkeypatch.setattr("clausecheck.extract.office.find_office", lambda: None)
    monkeypatch.setattr("clausecheck.extract.ocr_fast.models", lambda: ())
    seen = {reading_programs.__wrapped__()}
    monkeypatch.setattr("clausecheck.extract.office.find_office", lambda: str(program))
    seen.add(reading_programs.__wrapped__())
    (tmp_path / "versionrc").write_text("version 7")
    seen.add(reading_programs.__wrapped__())
    monkeypatch.setattr("clausecheck.extract.ocr_fast.models", lambda: (program,))
    seen.add(reading_programs.__wrapped__())
    assert len(seen) == 4


def test_changed_code_of_ours_is_noticed_even_where_size_and_time_are_the_same(tmp_path):
    folder = tmp_path / "extract"
    folder.mkdir()
    module = folder / "pdf.py"
    module.write_text("a = 1")
    before = code_of(["extract"], tmp_path)
    status = module.stat()
    module.write_text("a = 2")
    import os

    os.utime(module, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert code_of(["extract"], tmp_path) != before
    assert code_of(["reading"], tmp_path) != before
    module.write_text("a = 1")
    os.utime(module, ns=(1, 1))
    assert code_of(["extract"], tmp_path) == before


def test_the_readers_code_decides_reading_and_the_judges_code_judging():
    assert code_of(["extract"]) != code_of(["judging"])
    assert code_of(["extract"]) == code_of(["extract"], Path(clausecheck.__file__).parent)
    assert reading_programs() != judging_programs()
    assert {*keys._READING} == {"", "extract", "isolation"}
    folders = {path.name for path in Path(clausecheck.__file__).parent.iterdir() if (path / "__init__.py").is_file()}
    assert folders - {*keys._READING, *keys._JUDGING} <= {"cli", "web", "library", "mark", "letter"}


def test_the_rules_stamp_covers_what_the_hash_of_the_rules_does_not(monkeypatch, tmp_path):
    monkeypatch.setattr("clausecheck.rulebook.places.builtin_folder", lambda: tmp_path)
    seen = {rules_stamp("rules"), rules_stamp("other rules")}
    for name in ("packs/agency/fees.yaml", "model/contract.md", "second-reader/weights.bin"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("one")
        seen.add(rules_stamp("rules"))
        path.write_text("two")
        seen.add(rules_stamp("rules"))
    assert len(seen) == 8
    assert rules_stamp("rules") in seen


def test_a_rule_edit_changes_results_but_no_document(tmp_path):
    before = rules_stamp(load_lean().sha256)
    (tmp_path / "sources.yaml").write_text("sources: {}\n")
    after = rules_stamp(load_lean([tmp_path]).sha256)
    document = READING.of(CONTENT)
    assert replaced(JUDGING, rules=before).of(document) != replaced(JUDGING, rules=after).of(document)
    assert "rules" not in ReadingKey.__match_args__


def test_another_model_or_another_name_of_it_is_another_stamp():
    one = extract_text("The fee is 400.", "one.txt")
    stamps = {model_stamp(None), model_stamp(one), model_stamp(replaced(one, name="two.txt"))}
    stamps.add(model_stamp(extract_text("The fee is 401.", "one.txt")))
    assert len(stamps) == 4
    assert model_stamp(extract_text("The fee is 400.", "one.txt")) == model_stamp(one)
