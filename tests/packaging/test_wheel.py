"""The package as it is installed: rules inside the wheel, and beside the package when it is editable."""

import doctest
import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]

CONTRACT = (
    'This agreement is between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").\n\n'
    "1. The Locum shall remain on the premises until all patients have been seen.\n\n"
    "2. No payment is made for time worked after the finish time. The session fee is £480.\n\n"
    "3. The Practice shall pay each invoice within 30 days of receiving it.\n"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built by the backend itself, in this environment: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    call = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder)]
    if subprocess.run([sys.executable, "-c", "import hatchling"], capture_output=True, check=False).returncode == 0:
        call.append("--no-isolation")
    done = subprocess.run([*call, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Python of a fresh environment that holds the wheel; its dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    query = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([str(python), "-c", query], capture_output=True, text=True, check=True).stdout.strip())
    with ZipFile(wheel) as packed:
        packed.extractall(site)
    others = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    # The repository must not be on the path: only what the wheel holds may be found.
    (site / "others.pth").write_text("\n".join(others) + "\n")
    return python


def test_the_wheel_holds_the_rules_and_no_tests(wheel):
    names = ZipFile(wheel).namelist()
    rules = [p.relative_to(ROOT / "rules").as_posix() for p in (ROOT / "rules").rglob("*.*") if p.is_file()]
    assert [name for name in rules if f"clausecheck/_rules/{name}" not in names] == []
    assert [name for name in names if name.startswith(("tests", "rules", "sample_contracts"))] == []


def test_the_wheel_says_its_licence_and_its_command(wheel):
    with ZipFile(wheel) as packed:
        names = packed.namelist()
        commands = next(name for name in names if name.endswith("entry_points.txt"))
        assert "clausecheck = clausecheck.cli.entry:main" in packed.read(commands).decode()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_an_installed_wheel_checks_a_contract(installed, tmp_path):
    (tmp_path / "contract.txt").write_text(CONTRACT, encoding="utf-8")
    code = "import clausecheck; print(clausecheck.__file__)"
    where = subprocess.run([str(installed), "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert str(installed.parents[1]) in where.stdout
    call = [str(installed), "-m", "clausecheck", "check", "contract.txt", "--format", "json"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "overrun" in [finding["topic"] for finding in json.loads(done.stdout)["findings"]]


def test_an_installed_wheel_writes_html(installed, tmp_path):
    (tmp_path / "contract.txt").write_text(CONTRACT, encoding="utf-8")
    call = [str(installed), "-m", "clausecheck", "check", "contract.txt", "--format", "html"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert "until all patients have been seen" in done.stdout


def test_an_installed_wheel_has_the_model(installed, tmp_path):
    call = [str(installed), "-m", "clausecheck", "model", "show"]
    out = subprocess.run(call, capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert out.startswith("# ")


USER = """\
from pathlib import Path

import clausecheck
from clausecheck import Finding, Report, UnreadableInput

def worst(path: Path) -> Finding | None:
    try:
        report: Report = clausecheck.check(path, nation="wales", limits=clausecheck.Limits(pages=50))
    except UnreadableInput as error:
        print(error.next_step)
        return None
    reveal_type(report.grade)
    return max(report.findings, key=lambda finding: finding.severity, default=None)

for result in clausecheck.batch([Path("a.pdf"), "b.docx"], workers=2):
    reveal_type(result.outcome)
"""
MISUSED = """\
import clausecheck
clausecheck.check(b"The Locum")
clausecheck.check("a.pdf", nation="france")
clausecheck.check("a.pdf").findings[0].severty
clausecheck.chekc("a.pdf")
"""


def test_a_type_checker_knows_the_library_of_an_installed_wheel(installed, tmp_path):
    def mypy(script: str) -> subprocess.CompletedProcess:
        (tmp_path / "script.py").write_text(script, encoding="utf-8")
        call = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(installed), "script.py"]
        environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MYPYPATH")}
        return subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)

    done = mypy(USER)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "clausecheck.report.Grade | None" in done.stdout.replace(
        "Union[clausecheck.report.Grade, None]", "clausecheck.report.Grade | None"
    )
    assert '"clausecheck.bulk.result.Outcome"' in done.stdout
    from tests.test_library import readme_blocks

    session = doctest.DocTestParser().get_examples(readme_blocks()[0])
    done = mypy("".join(example.source for example in session))
    assert done.returncode == 0, done.stdout + done.stderr
    told = mypy(MISUSED).stdout.splitlines()
    assert [line.split(":")[1] for line in told if ": error:" in line] == ["2", "3", "4", "5"], told


def test_an_editable_install_finds_the_rules_beside_the_package():
    from clausecheck.rulebook.places import builtin_folder

    assert builtin_folder() == ROOT / "rules"
