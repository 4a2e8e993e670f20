"""Work under way: ended in time, and nothing left of it."""

import asyncio
import time
from pathlib import Path

import pytest

from clausecheck.web import jobs
from clausecheck.web.bounds import Bounds
from clausecheck.web.jobs import Job, Jobs, State
from clausecheck.web.order import File, Order
from clausecheck.web.shelf import Shelf
from tests.web.servers import CONTRACT, TEXT, sample, serving, workers


def test_more_contracts_at_once_than_may_be_are_sent_away(tmp_path):
    with serving(tmp_path, bounds={"running": 1, "waiting": 1}) as server:
        begun = [server.order(sample("solicitor-two-columns.pdf")) for _ in range(2)]
        assert server.order(TEXT).status == 503
        assert [server.wait(one)["state"] for one in begun] == ["done", "done"]
        assert server.check(TEXT)["state"] == "done"


@pytest.mark.parametrize("bounds", [{"seconds": 0.05}, {"silence": 0.05}], ids=str)
def test_a_contract_that_takes_too_long_is_ended(tmp_path, bounds):
    with serving(tmp_path, bounds=bounds) as server:
        told = server.check(sample("solicitor-two-columns.pdf"))
        assert told["state"] == "failed"
        assert "took too long" in told["message"]
        assert workers(server) == []


def test_cancelling_ends_the_work_and_leaves_nothing(tmp_path):
    with serving(tmp_path) as server:
        begun = server.order(sample("solicitor-two-columns.pdf")).json["job"]
        assert server.ask("DELETE", f"jobs/{begun}").status == 204
        assert server.ask("GET", f"jobs/{begun}").json["state"] == "stopped"
        assert workers(server) == []
        assert [path for path in server.temporary.rglob("*") if path.is_file()] == []


def test_no_file_is_written_and_nothing_is_left(tmp_path):
    with serving(tmp_path) as server:
        seen = set()
        begun = server.order(("large.txt", CONTRACT.encode() + b"\n" * 3_000_000))
        while server.ask("GET", f"jobs/{begun.json['job']}").json["state"] in ("waiting", "working"):
            seen |= {path for path in server.temporary.rglob("*") if path.is_file()}
        server.check(("nothing.pdf", b"%PDF-"))
        own = list(server.temporary.iterdir())
        assert [path.stat().st_mode & 0o777 for path in own] == [0o700]
        assert list(own[0].iterdir()) == []
        assert seen == set()
        said = server.stop()
        assert list(server.temporary.iterdir()) == []
        assert said.splitlines()[-1] == "ended; everything is forgotten"


SUMMED = '{"event": "Summed", "name": "c.pdf", "grade": "B", "verdict": "Sign", "found": "little"}'
REPORT = '{"event": "Made", "kind": "html", "size": 4}\\n<p/>'
PUT = "import sys; sys.stdin.buffer.read(); put = lambda text: print(text, end='', flush=True)\n"
DYING = "import os; os.kill(os.getpid(), 11)"


def run(monkeypatch, folder, code: str, **bounds: object) -> tuple[Job, Shelf]:
    """What a job comes to whose worker runs `code`, with `put(text)` to tell the server something."""
    monkeypatch.setattr(jobs, "START", PUT + code)
    made = Bounds(**({"silence": 20.0} | bounds))
    shelf = Shelf(made.results, made.kept)

    async def whole() -> Job:
        everything = Jobs(made, shelf, folder, lambda place: None)
        everything.reserve()
        name = everything.start(Order((File("c.pdf", b"x" * 5_000_000),)))
        job = everything.get(name)
        while not job.state.over:
            await asyncio.sleep(0.02)
        return job

    return asyncio.run(asyncio.wait_for(whole(), 30)), shelf


@pytest.mark.parametrize(
    "code",
    [
        "put('nonsense\\n')",
        "put('[]\\n')",
        "put('x' * 1_000_000 + '\\n')",
        """put('{"event": "Stage", "name": "dancing", "pages": 0}\\n')""",
        """put('{"event": "Made", "kind": "../../evil", "size": 1}\\nx')""",
        """put('{"event": "Made", "kind": "html", "size": -1}\\nx')""",
        """put('{"event": "Made", "kind": "html", "size": 99999999999}\\nx')""",
        """put('{"event": "Made", "kind": "html", "size": 1}\\nx' * 2)""",
        """put('{"event": "Summed", "name": 1, "grade": "B", "verdict": "", "found": ""}\\n')""",
        """put('{"event": "Summed", "name": "", "grade": "<", "verdict": "", "found": ""}\\n')""",
        f"put('{SUMMED}\\n')",
        f"put('{REPORT}')",
        """put('{"event": "Made", "kind": "html", "size": 99}\\nshort')""",
        DYING,
        "sys.exit(3)",
        "put('[' * 60000 + '\\n')",
    ],
)
def test_a_worker_in_wrong_hands_gives_an_error_and_no_result(monkeypatch, tmp_path, code):
    job, shelf = run(monkeypatch, tmp_path, code)
    assert job.state is State.failed
    assert "damaged, or made to do harm" in job.message
    assert shelf.all() == []
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_is_whole_is_kept_when_what_follows_breaks(monkeypatch, tmp_path):
    job, shelf = run(monkeypatch, tmp_path, f"put('{REPORT}{SUMMED}\\n'); {DYING}")
    assert job.state is State.done
    (result,) = [one for _, one in shelf.all()]
    assert result.files == {"html": b"<p/>"}
    assert result.notes[-1].startswith("Not every copy could be made.")


@pytest.mark.parametrize(
    ("code", "bounds"),
    [
        ("import time; time.sleep(60)", {"silence": 0.5}),
        ("""while True: put('{"event": "Stage", "name": "reading", "pages": 1}\\n')""", {"seconds": 1.0}),
        ("""import time; put('{"event": "Made", "kind": "html", "size": 9}\\n'); time.sleep(60)""", {"silence": 0.5}),
    ],
)  # fmt: skip
def test_a_worker_that_never_ends_is_ended(monkeypatch, tmp_path, code, bounds):
    job, _ = run(monkeypatch, tmp_path, code, **bounds)
    assert job.state is State.failed
    assert "took too long" in job.message
    assert list(tmp_path.iterdir()) == []


def test_what_a_worker_leaves_running_and_lying_about_is_cleaned_up(monkeypatch, tmp_path):
    child = tmp_path.parent / f"{tmp_path.name}-child"
    code = (
        "import os, subprocess, tempfile\n"
        "open(os.path.join(tempfile.gettempdir(), 'left'), 'w').write('x')\n"
        "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session=True)\n"
        f"open({str(child)!r}, 'w').write(str(other.pid))\n"
    )
    run(monkeypatch, tmp_path, code, silence=2.0)  # what it started holds the pipe open and says nothing
    assert list(tmp_path.iterdir()) == []
    state = Path(f"/proc/{child.read_text()}/stat")
    for _ in range(100):
        if not state.exists() or ") Z " in state.read_text():  # killed, and nobody has asked how it ended
            return
        time.sleep(0.02)
    raise AssertionError("it runs on")
