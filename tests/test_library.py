"""`clausecheck.check` for programs: what it takes, what it gives, and where it may be called."""

import doctest
import json
import multiprocessing
import os
import re
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest

import clausecheck
from clausecheck.cli import choices
from tests.cli.test_batch import without_lines

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_contracts"

TEXT = (
    'This agreement is between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").\n\n'
    "1. The Locum shall remain on the premises until all patients have been seen.\n\n"
    "2. No payment is made for time worked after the finish time. The session fee is £480.\n\n"
    "3. The Practice shall pay each invoice within 30 days of receiving it.\n"
)


def topics(report: clausecheck.Report) -> set[str]:
    return {finding.topic for finding in report.findings}


def python(code: str, *words: str, **more: str) -> subprocess.CompletedProcess:
    """Run a script of its own, from a file without `if __name__`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, env=environment, timeout=120
    )


@pytest.fixture
def own_rules(tmp_path):
    """Writes a rule of one's own, whose severity can be changed, and the folder it stands in."""
    folder = tmp_path / "rules"
    (folder / "workload").mkdir(parents=True)

    def write(severity):
        (folder / "workload" / "overrun.yaml").write_text(RULE.format(severity=severity), encoding="utf-8")

    return write, folder


def test_a_path_is_checked_as_on_the_command_line():
    path = SAMPLES / "practice-letter.docx"
    call = [sys.executable, "-m", "clausecheck", "check", str(path), "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CLAUSECHECK_CONFIG": "no-such-file"}
    said = subprocess.run(call, capture_output=True, text=True, check=True, env=environment).stdout
    assert clausecheck.to_dict(clausecheck.check(path)) == json.loads(said)


def test_path_as_a_string_bytes_and_text_give_the_same_findings(tmp_path):
    path = tmp_path / "contract.txt"
    path.write_text(TEXT, encoding="utf-8")
    by_path, by_data, by_text = (
        clausecheck.check(str(path)),
        clausecheck.check(data=TEXT.encode()),
        clausecheck.check(text=TEXT),
    )
    assert by_path.findings == by_data.findings == by_text.findings
    assert "overrun" in topics(by_path)
    assert (by_path.name, by_data.name, by_text.name) == ("contract.txt", "data", "text")
    assert by_path.sha256 == by_text.sha256


def test_a_name_of_ones_own_stands_in_report_and_errors():
    assert clausecheck.check(text=TEXT, name="Elm Tree").name == "Elm Tree"
    with pytest.raises(clausecheck.UnreadableInput, match=r"^row 7: the file is empty"):
        clausecheck.check(data=b"", name="row 7")


@pytest.mark.parametrize("looks", ["%PDF-1.7 ", "PK\x03\x04 ", "{\\rtf1 ", "<html><body>", "MIME-Version: 1.0\n\n"])
def test_text_is_text_whatever_it_looks_like(looks):
    report = clausecheck.check(text=looks + TEXT)
    assert report.format == "text"
    assert "overrun" in topics(report)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ({}, "one source"),
        ({"path": "a.pdf", "text": TEXT}, "one source"),
        ({"path": TEXT}, "no path of a file"),
        ({"path": "The Locum shall " * 400}, "no path of a file"),
        ({"path": ""}, "no path of a file"),
        ({"path": TEXT.encode()}, "bytes go to data="),
        ({"data": TEXT}, "a text goes to text="),
        ({"text": TEXT.encode()}, "go to data="),
        ({"text": TEXT, "nation": "france"}, "nation='france': use one of england, wales, scotland, ni"),
        ({"text": TEXT, "engagement": "salaried"}, "engagement='salaried'"),
        ({"text": TEXT, "ocr": "best"}, "ocr='best'"),
        ({"text": TEXT, "engine": "word"}, "engine='word'"),
        ({"text": TEXT, "tracked": "yes"}, "tracked='yes'"),
        ({"text": TEXT, "deal": {"agreed": {"patients": 15}}}, "unknown key 'patients'"),
        ({"text": TEXT, "rules": "no/such/folder"}, "no such folder of rules"),
    ],
)
def test_a_call_that_cannot_be_meant_is_told_without_quoting(call, said):
    with pytest.raises(clausecheck.UsageProblem) as told:
        clausecheck.check(**call)
    assert said in str(told.value)
    assert "Locum" not in str(told.value)


CIRCULAR: dict[str, object] = {}
CIRCULAR["positions"] = CIRCULAR


def nested(depth: int) -> dict[str, object]:
    """A dict within a dict, so often."""
    out: dict[str, object] = {}
    for _ in range(depth):
        out = {"positions": out}
    return out


WRONG_KINDS = [
    {"password": 3},
    {"limits": {"pages": 3}},
    {"second_reader": "no"},
    {"packs": None},
    {"packs": b"agency"},
    {"packs": [3]},
    {"packs": TEXT},
    {"rules": 3},
    {"rules": None},
    {"rules": b"rules"},
    {"rules": [3]},
    {"rules": ""},
    {"rules": TEXT},
    {"model": 3},
    {"model": b"model"},
    {"model": TEXT},
    {"model": "a\0b"},
    {"engagement": ["agency"]},
    {"engagement": TEXT},
    {"nation": 3},
    {"deal": b""},
    {"deal": 3},
    {"deal": [1]},
    {"deal": {("a", 1): 2}},
    {"deal": CIRCULAR},
    {"deal": "agreed:\n  session_fee_gbp: 480 # The Locum\n"},
    {"playbook": b"positions: {}"},
    {"playbook": {("a", 1): 2}},
    {"playbook": CIRCULAR},
    {"playbook": nested(100_000)},
    {"playbook": "positions:\n  payment_days: {preferred: 14} # The Locum\n"},
    {"playbook": "positions: {indemnity: {ask: The Locum pays.}}"},
    {"playbook": "The Locum " * 40},
]


@pytest.mark.parametrize("call", WRONG_KINDS, ids=lambda call: f"{next(iter(call))}-{type(next(iter(call.values())))}")
def test_a_value_of_a_wrong_kind_is_told_by_its_argument_and_never_quoted(call):
    (argument,) = call
    for judge in (lambda: clausecheck.check(text=TEXT, **call), lambda: clausecheck.batch(["a.txt"], **call)):
        with pytest.raises(clausecheck.UsageProblem, match=f"^{argument}=") as told:
            judge()
        assert "Locum" not in str(told.value)


@pytest.mark.parametrize("source", [{"text": TEXT}, {"data": TEXT.encode()}, {"path": SAMPLES / "locum-terms.pdf"}])
def test_a_name_that_is_none_is_not_blamed_on_the_file(source):
    with pytest.raises(clausecheck.UsageProblem, match=r"^name= takes a string"):
        clausecheck.check(**source, name=3)


def test_a_file_may_be_called_like_a_line_of_yaml(tmp_path):
    book = tmp_path / "positions: {ours}"
    book.write_text("positions:\n  payment_days: {preferred: 14}\n")
    assert [one.name for one in clausecheck.check(text=TEXT, playbook=book).positions] == ["payment_days"]


def test_every_error_is_a_clausecheck_error(tmp_path):
    with pytest.raises(clausecheck.UnreadableInput, match="no such file"):
        clausecheck.check(tmp_path / "none.pdf")
    cut = (SAMPLES / "practice-letter.docx").read_bytes()[:2000]
    with pytest.raises(clausecheck.UnreadableInput, match="damaged"):
        clausecheck.check(data=cut, name="cut.docx")
    with pytest.raises(clausecheck.ClausecheckError, match="more than 10"):
        clausecheck.check(text=TEXT, limits=clausecheck.Limits(characters=10))
    for name in ("UsageProblem", "UnreadableInput", "PasswordNeeded", "RuleError", "ReadingFault"):
        assert issubclass(getattr(clausecheck, name), clausecheck.ClausecheckError)


def test_limits_hold_for_the_reading_of_a_file():
    with pytest.raises(clausecheck.UnreadableInput, match="pages, more than 1"):
        clausecheck.check(SAMPLES / "agency-terms.pdf", limits=clausecheck.Limits(pages=1))


def test_settings_change_the_report():
    assert clausecheck.check(text=TEXT, engagement="agency", nation="scotland").engagement == "agency"
    assert clausecheck.check(text=TEXT, nation="scotland").nation == "scotland"
    compared = clausecheck.check(text=TEXT, model=SAMPLES / "locum-terms.pdf")
    assert compared.model_name == "locum-terms.pdf"
    whole = clausecheck.check(SAMPLES / "agency-terms.pdf")
    alone = clausecheck.check(SAMPLES / "agency-terms.pdf", second_reader=False)
    assert len(alone.findings) < len(whole.findings)


def test_a_deal_is_a_sheet_or_a_dict(tmp_path):
    sheet = tmp_path / "deal.yaml"
    sheet.write_text("agreed:\n  payment_days: 14\nfigures:\n  session_fee_gbp: 480\n")
    same = {"agreed": {"payment_days": 14}, "figures": {"session_fee_gbp": 480}}
    by_file, by_dict = clausecheck.check(text=TEXT, deal=sheet), clausecheck.check(text=TEXT, deal=same)
    assert by_file.mismatches == by_dict.mismatches
    assert [one.name for one in by_dict.mismatches] == ["payment_days"]
    assert [str(one.kind) for one in by_dict.mismatches] == ["differs"]


POSITIONS = {"positions": {"payment_days": {"preferred": 14, "fallback": 30, "walk-away": 45}}}


def test_packs_and_playbook_are_as_on_the_command_line(tmp_path):
    book = tmp_path / "positions.yaml"
    book.write_text("positions:\n  payment_days: {preferred: 14, fallback: 30, walk-away: 45}\n")
    terms = SAMPLES / "agency-terms.pdf"
    by_file = clausecheck.check(terms, packs="agency", playbook=book)
    by_dict = clausecheck.check(terms, packs=["agency"], playbook=POSITIONS)
    assert by_file == by_dict
    (pack,) = by_file.packs
    assert isinstance(pack, clausecheck.PackReport)
    assert (pack.name, pack.applies) == ("agency", True)
    assert pack.findings or pack.missing
    (position,) = clausecheck.check(text="The Practice shall pay each invoice within 30 days.", playbook=book).positions
    assert (position.name, position.met, position.value) == ("payment_days", clausecheck.Standing.fallback, 30)
    plain = clausecheck.check(terms)
    assert (plain.packs, plain.positions, plain.grade) == ((), (), by_file.grade)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        ({"packs": "agencies"}, clausecheck.UsageProblem, "there is no pack agencies"),
        ({"playbook": {"positions": {"paymint_days": {"preferred": 1}}}}, clausecheck.UsageProblem, "paymint_days"),
        ({"playbook": "none.yaml"}, clausecheck.UnreadableInput, "none.yaml"),
    ],
)
def test_wrong_packs_and_playbooks_are_told(call, error, said):
    with pytest.raises(error, match=said):
        clausecheck.check(text=TEXT, **call)
    with pytest.raises(error, match=said):
        clausecheck.batch(["a.txt"], **call)


RULE = """topic: overrun
axis: workload
title: Overrun pay
question: Who pays?
why: It costs you.
ask: Pay it.
silent: Nothing is said.
basis: judgement
sources: []
false alarms: None known.
signals:
  - id: overrun.library-test
    stance: adverse
    severity: {severity}
    plain: You stay.
    when: |
      remain on the premises
    examples:
      fires:
        - "The Locum shall remain on the premises until six."
      stays quiet:
        - "The Locum may leave the premises at six."
"""


def test_a_rule_edited_between_two_calls_counts_in_the_second(own_rules):
    rule, folder = own_rules
    rule(4)
    first = clausecheck.check(text=TEXT, rules=folder)
    rule(2)
    second = clausecheck.check(text=TEXT, rules=[folder])
    severities = [[f.severity for f in r.findings if f.rule == "overrun.library-test"] for r in (first, second)]
    assert severities == [[4], [2]]
    rule("none")
    with pytest.raises(clausecheck.RuleError, match=r"overrun\.yaml:\d+: "):
        clausecheck.check(text=TEXT, rules=folder)


def test_rules_are_made_ready_once_for_calls_alike(monkeypatch):
    from clausecheck.judging import checking

    made = []
    bench_of = checking.Bench.of.__func__

    def counted(cls, rulebook, **options):
        made.append(rulebook.sha256)
        return bench_of(cls, rulebook, **options)

    monkeypatch.setattr(checking.Bench, "of", classmethod(counted))
    for _ in range(3):
        clausecheck.check(text=TEXT, nation="ni", engagement="ooh")
    assert len(made) == 1


def test_threads_read_and_judge_the_same_as_one_alone():
    paths = [SAMPLES / name for name in ("agency-terms.pdf", "practice-letter.docx", "booking-thread.eml")] * 2
    alone = [clausecheck.check(path) for path in paths[:3]]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(clausecheck.check, paths))
    assert together == alone * 2


def test_beside_other_threads_no_process_is_forked(monkeypatch):
    from clausecheck.isolation import forked

    monkeypatch.delenv("CLAUSECHECK_ISOLATION", raising=False)
    monkeypatch.setattr(forked, "Forked", None)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert clausecheck.check(SAMPLES / "practice-letter.docx").grade is not None
    finally:
        done.set()
        other.join()


def test_a_lock_held_while_forking_does_not_stop_the_child():
    code = """
import os, sys, threading, clausecheck
from clausecheck.library import checking as library
clausecheck.check(text=sys.argv[1])
bench = next(iter(library._kept._benches.values()))
with bench._lock, library._kept._lock:
    pid = os.fork()
    if pid == 0:
        print(len(clausecheck.check(text=sys.argv[1]).findings), flush=True)
        os._exit(0)
os.waitpid(pid, 0)
"""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    done = python(code, TEXT)
    assert int(done.stdout) == len(clausecheck.check(text=TEXT).findings), done.stderr


@pytest.mark.parametrize("start", [m for m in ("spawn", "fork") if m in multiprocessing.get_all_start_methods()])
def test_multiprocessing_children_can_check(start):
    paths = [str(SAMPLES / name) for name in ("agency-terms.pdf", "practice-letter.docx")]
    with multiprocessing.get_context(start).Pool(2) as pool:
        reports = pool.map(clausecheck.check, paths)
    assert reports == [clausecheck.check(path) for path in paths]


def test_a_script_without_a_main_guard_works_where_processes_are_spawned(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import sys, clausecheck\nprint(clausecheck.check(sys.argv[1]).name)\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CLAUSECHECK_ISOLATION": "spawn"}
    call = [sys.executable, str(script), str(SAMPLES / "practice-letter.docx")]
    out = subprocess.run(call, capture_output=True, text=True, check=True, env=environment).stdout
    assert out == "practice-letter.docx\n"


def test_without_a_python_to_start_the_error_says_so(monkeypatch):
    monkeypatch.setenv("CLAUSECHECK_ISOLATION", "spawn")
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(clausecheck.UsageProblem, match=r"sys\.executable is empty"):
        clausecheck.check(data=TEXT.encode())


def test_nothing_is_printed_and_the_users_configuration_is_not_read(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('nation = "scotland"\n')
    code = (
        "import sys, clausecheck; r = clausecheck.check(text=sys.argv[1]); sys.exit(0 if r.nation != 'scotland' else 9)"
    )
    done = python(code, TEXT, CLAUSECHECK_CONFIG=str(config))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two contracts that can be read, one that cannot, and a file that is none."""
    folder = tmp_path / "templates"
    (folder / "north").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "north" / "b.docx").write_bytes((SAMPLES / "practice-letter.docx").read_bytes())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "list.csv").write_text("a,b")
    return folder


def test_a_batch_gives_a_result_for_each_file_of_a_folder(folder):
    results = {result.name: result for result in clausecheck.batch(folder, workers=2)}
    assert sorted(results) == ["a.txt", "broken.pdf", "north/b.docx"]
    assert without_lines(results["a.txt"].report) == clausecheck.to_dict(clausecheck.check(folder / "a.txt"))
    assert without_lines(results["north/b.docx"].report) == clausecheck.to_dict(
        clausecheck.check(folder / "north" / "b.docx")
    )
    assert results["broken.pdf"].outcome is clausecheck.Outcome.failed
    assert results["broken.pdf"].failure.kind == "unreadable"


def test_a_batch_takes_paths_patterns_and_files_that_are_not_there(folder):
    given = [folder / "a.txt", str(folder / "**" / "*.docx"), str(folder / "none.pdf")]
    results = sorted(clausecheck.batch(given, workers=1), key=lambda one: one.name)
    assert [Path(one.name).name for one in results] == ["a.txt", "none.pdf", "b.docx"]
    assert "no such file" in results[1].failure.message
    assert list(clausecheck.batch([])) == list(clausecheck.batch(iter(()))) == []
    (folder / "empty").mkdir()
    with pytest.raises(clausecheck.UsageProblem):
        clausecheck.batch(folder / "empty")
    assert len(list(clausecheck.batch(str(folder / "*.txt")))) == 1


def test_packs_and_playbook_hold_for_a_batch(folder):
    (result,) = clausecheck.batch(folder / "a.txt", packs="agency", playbook=POSITIONS, engagement="agency")
    alone = clausecheck.check(folder / "a.txt", packs="agency", playbook=POSITIONS, engagement="agency")
    assert without_lines(result.report) == clausecheck.to_dict(alone)
    assert [pack["name"] for pack in result.report["packs"]] == ["agency"]
    assert [one["name"] for one in result.report["positions"]] == ["payment_days"]


def test_settings_hold_for_a_batch(folder, own_rules):
    rule, rules = own_rules
    rule(5)
    (result,) = clausecheck.batch(folder / "a.txt", rules=rules, nation="wales", model=SAMPLES / "locum-terms.pdf")
    assert result.report["document"]["nation"] == "wales"
    assert "overrun.library-test" in [finding["rule"] for finding in result.report["findings"]]
    assert without_lines(result.report) == clausecheck.to_dict(
        clausecheck.check(folder / "a.txt", rules=rules, nation="wales", model=SAMPLES / "locum-terms.pdf")
    )


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        ({"paths": "no/such/folder"}, clausecheck.UsageProblem, "no file or folder"),
        ({"paths": ".", "workers": 0}, clausecheck.UsageProblem, "workers=0"),
        ({"paths": ".", "workers": "2"}, clausecheck.UsageProblem, "^workers= takes a whole number"),
        ({"paths": ".", "workers": True}, clausecheck.UsageProblem, "^workers=True"),
        ({"paths": ".", "executor": 3}, clausecheck.UsageProblem, "^executor= takes"),
        ({"paths": None}, clausecheck.UsageProblem, "^paths= takes a path"),
        ({"paths": b"a.txt"}, clausecheck.UsageProblem, "^paths= takes a path"),
        ({"paths": {}}, clausecheck.UsageProblem, "^paths= takes a path"),
        ({"paths": [3]}, clausecheck.UsageProblem, "^paths= takes a path"),
        ({"paths": TEXT}, clausecheck.UsageProblem, "^paths= is no path of a file. It takes a path"),
        ({"paths": ".", "nation": "france"}, clausecheck.UsageProblem, "nation='france'"),
        ({"paths": ["a.txt"], "rules": "no/such/folder"}, clausecheck.UsageProblem, "no such folder of rules"),
        ({"paths": ["a.txt"], "model": "none.docx"}, clausecheck.UnreadableInput, "none.docx: there is no such file"),
    ],
)
def test_a_batch_that_cannot_be_meant_is_told_before_it_begins(call, error, said):
    with pytest.raises(error, match=said):
        clausecheck.batch(**call)


def descendants() -> list[str]:
    psutil = pytest.importorskip("psutil")
    return [" ".join(one.cmdline()) for one in psutil.Process().children(recursive=True)]


def test_a_batch_closed_early_ends_its_workers(folder):
    for number in range(20):
        (folder / f"{number}.txt").write_text(TEXT.replace("480", str(number)), encoding="utf-8")
    before = len(descendants())
    results = clausecheck.batch(folder, workers=2)
    next(results)
    assert len(descendants()) > before
    results.close()
    assert len(descendants()) == before
    with pytest.raises(StopIteration):
        next(results)


def test_a_batch_works_beside_other_threads(folder):
    with ThreadPoolExecutor(1) as pool:
        results = pool.submit(lambda: sorted(one.name for one in clausecheck.batch(folder, workers=1))).result()
    assert results == ["a.txt", "broken.pdf", "north/b.docx"]


def test_a_batch_goes_through_any_executor(folder):
    local = sorted(clausecheck.batch(folder, workers=1), key=lambda one: one.name)
    with ThreadPoolExecutor(1) as pool:
        sent = sorted(clausecheck.batch(folder, executor=pool), key=lambda one: one.name)
    assert [one.line() for one in sent] == [one.line() for one in local]


def test_a_batch_in_a_script_without_a_main_guard_works_where_processes_are_spawned(folder, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import sys, clausecheck\nfor r in clausecheck.batch(sys.argv[1], workers=2): print(r.name)\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CLAUSECHECK_ISOLATION": "spawn"}
    call = [sys.executable, str(script), str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment, timeout=120)
    assert sorted(done.stdout.split()) == ["a.txt", "broken.pdf", "north/b.docx"]


def test_importing_the_package_loads_nothing_of_it():
    code = "import sys, clausecheck; print([m for m in sys.modules if m.startswith('clausecheck.')])"
    assert python(code).stdout == "[]\n"


def test_loading_the_library_loads_no_reader_and_no_rules():
    code = (
        "import sys, clausecheck; clausecheck.check\n"
        "print([m for m in ('regex', 'yaml', 'pdfplumber', 'clausecheck.judging', 'clausecheck.rulebook') "
        "if m in sys.modules])"
    )
    assert python(code).stdout == "[]\n"


def test_every_name_offered_is_there_and_no_other():
    for name in clausecheck.__all__:
        assert getattr(clausecheck, name) is not None
    assert set(clausecheck.__all__) <= set(dir(clausecheck))
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = clausecheck.chekc


def test_what_the_library_offers_is_what_the_package_offers():
    from clausecheck import library

    assert set(library.__all__) == set(clausecheck.__all__) - {"__version__"}


@pytest.mark.parametrize("kind", ["Engagement", "Nation", "Engine", "Ocr", "Tracked"])
def test_library_and_command_line_accept_the_same_words(kind):
    assert list(get_args(getattr(clausecheck, kind))) == [str(word) for word in getattr(choices, kind)]


def test_a_report_is_json_as_it_stands():
    value = clausecheck.to_dict(clausecheck.check(text=TEXT))
    assert json.loads(json.dumps(value)) == value
    assert value["schema_version"] == 1


def readme_blocks() -> list[str]:
    """The indented blocks of the README's part on Python, without their indentation."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## From Python\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.MULTILINE)
    return [textwrap.dedent(block).strip("\n") + "\n" for block in blocks]


def shape(output: str) -> list[list[str]]:
    """Words of each line, whatever the numbers: these change with the rules."""
    return [re.sub(r"\d+", "0", line).split() for line in output.splitlines()]


def test_the_session_in_the_readme_goes_as_it_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    session = doctest.DocTestParser().get_examples(readme_blocks()[0])
    names: dict[str, object] = {}
    said = []
    for example in session:
        try:
            said.append((repr(eval(example.source, names)), example.want.strip()))  # noqa: S307 - our own README
        except SyntaxError:
            exec(example.source, names)  # noqa: S102 - our own README
    assert len(said) == 2
    for is_said, written in said:
        assert shape(is_said) == shape(written)


def test_the_example_for_pandas_in_the_readme_prints_what_it_says():
    pytest.importorskip("pandas")
    _, script, output = readme_blocks()
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    assert shape(done.stdout) == shape(output)
