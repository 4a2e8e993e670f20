"""The server as it runs: who may ask, what it takes, what it gives, and what is left of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from email import message_from_bytes
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from clausecheck.web.products import PRODUCTS
from tests.hostile import pdf_structure, word_files
from tests.web.servers import CONTRACT, SAMPLES, Server, serving

CASES = {case.name: case.make for case in (*pdf_structure.CASES, *word_files.CASES)}
TEXT = ("contract.txt", CONTRACT.encode())


def sample(name: str) -> tuple[str, bytes]:
    return name, (SAMPLES / name).read_bytes()


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Server:
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def checked(server) -> dict:
    """A contract that was checked."""
    return server.check(sample("agency-terms.pdf"))


def files_of(told: dict) -> list[str]:
    return [file["kind"] for file in told["result"]["files"]]


# Who may ask


HOSTS = (
    *("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}", "[::1]:{port}"),
    *("127.0.0.1:{port}.evil.example", "", None),
)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["", "results", "page.js", "?key={key}"])
def test_another_host_is_refused(server, host, path):
    name = host.format(port=server.port) if host is not None else None
    answer = server.ask("GET", path.format(key=server.key), headers={"Host": name})
    assert answer.status in (400, 421)
    assert "set-cookie" not in answer.headers


def test_localhost_is_taken_as_well(server):
    assert server.ask("GET", "", headers={"Host": f"localhost:{server.port}"}).status == 200


@pytest.mark.parametrize("path", ["", "results", "jobs/x", "page.js", "page.css", "results/x/report", "results/x/json"])
def test_without_the_cookie_nothing_is_given(server, path):
    assert server.ask("GET", path, cookie=False).status == 403
    assert server.ask("GET", path, cookie=False, headers={"Cookie": "clausecheck=guess"}).status == 403


@pytest.mark.parametrize("path", ["/", "/results", "/favicon.ico", "/x/results", "/jobs"])
def test_outside_the_folder_of_this_run_nothing_is_given(server, path):
    assert server.ask("GET", path, whole=True).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_another_site_changes_nothing(server, checked, headers):
    assert server.order(TEXT, headers=headers).status == 403
    assert server.ask("DELETE", "results", headers=headers).status == 403
    assert server.ask("DELETE", f"results/{checked['result']['id']}", headers=headers).status == 403
    assert checked["result"] in server.ask("GET", "results").json["results"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_reads_nothing(server, checked, site):
    path = f"results/{checked['result']['id']}/report"
    assert server.ask("GET", path, headers={"Sec-Fetch-Site": site}).status == 403


def test_the_cookie_is_strict_hidden_from_scripts_and_sent_to_no_other_port(server):
    cookie = server.ask("GET", f"?key={server.key}", cookie=False).headers["set-cookie"]
    assert "; HttpOnly" in cookie
    assert "; SameSite=Strict" in cookie
    assert f"; Path={server.folder};" in cookie
    assert len(server.folder) > 16


@pytest.mark.parametrize("key", ["", "guess", "%00", "%ff", "%C3%A9"])
def test_a_wrong_key_opens_nothing(server, key):
    answer = server.ask("GET", f"?key={key}", cookie=False)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 200),
        ("GET", "page.js", 200),
        ("GET", "page.css", 200),
        ("GET", "icon.svg", 200),
        ("GET", "results", 200),
        ("GET", "results/{id}/report", 200),
        *(("GET", f"results/{{id}}/{kind}", 200) for kind in PRODUCTS if not kind.endswith("-docx")),
        ("GET", "results/{id}/marked-docx", 404),
        ("GET", "results/none/report", 404),
        ("GET", "jobs/none", 404),
        ("GET", "none", 404),
        ("GET", "../../../etc/passwd", 404),
        ("PUT", "results", 405),
        ("POST", "jobs", 415),
        ("DELETE", "results/none", 204),
        ("DELETE", "jobs/none", 204),
    ],
)
def test_every_answer_is_kept_by_nobody_and_runs_nothing(server, checked, method, path, status):
    answer = server.ask(method, path.format(id=checked["result"]["id"]), b"" if method == "POST" else None)
    assert answer.status == status
    headers = answer.headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == ("SAMEORIGIN" if path.endswith("/report") and status == 200 else "DENY")
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors" in policy
    assert not [name for name in headers if name.startswith("access-control")]
    assert "server" not in headers


def test_the_report_is_of_no_origin_and_runs_its_own_script_alone(server, checked):
    answer = server.ask("GET", f"results/{checked['result']['id']}/report")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert b"agency-terms.pdf" in answer.body


# What it takes and gives


def test_a_pdf_gives_the_report_two_marked_copies_and_three_letters(server, checked):
    told = checked["result"]
    assert (checked["state"], told["grade"], told["verdict"]) == ("done", "D", "Not without changes")
    assert files_of(checked) == [
        *("html", "marked-pdf", "cover-pdf", "letter-text", "letter-eml", "letter-docx", "json"),
    ]
    given = {kind: server.ask("GET", f"results/{told['id']}/{kind}") for kind in files_of(checked)}
    assert given["html"].body.startswith(b"<!DOCTYPE html>")
    assert json.loads(given["json"].body)["grade"]["letter"] == "D"
    for kind in ("marked-pdf", "cover-pdf"):
        assert given[kind].body.startswith(b"%PDF-")
        assert b"/Highlight" in given[kind].body
    assert "Tarnbrook" in given["letter-text"].body.decode()
    assert message_from_bytes(given["letter-eml"].body)["Subject"]
    assert "word/document.xml" in ZipFile(BytesIO(given["letter-docx"].body)).namelist()
    for kind, answer in given.items():
        wanted = f"agency-terms{PRODUCTS[kind].ending}"
        assert answer.headers["content-disposition"] == f"attachment; filename=\"{wanted}\"; filename*=UTF-8''{wanted}"


def test_a_word_file_gives_comments_and_proposed_changes(server):
    told = server.check(sample("practice-letter.docx"))
    given = {k: server.ask("GET", f"results/{told['result']['id']}/{k}").body for k in ("marked-docx", "redline-docx")}
    marked, redlined = (ZipFile(BytesIO(data)) for data in given.values())
    assert b"<w:comment " in marked.read("word/comments.xml")
    assert b"<w:ins " not in marked.read("word/document.xml")
    assert b"<w:ins " in redlined.read("word/document.xml")


def test_pasted_text_is_checked(server):
    told = server.check(text=CONTRACT)
    assert told["result"]["name"] == "pasted text"
    assert told["result"]["grade"]
    assert "marked-pdf" not in files_of(told)


def test_several_files_are_one_contract(server):
    first, second = CONTRACT.split("2. ")
    told = server.check(("terms.txt", first.encode()), ("fees.txt", f"2. {second}".encode()))
    report = json.loads(server.ask("GET", f"results/{told['result']['id']}/json").body)
    assert report["document"]["name"] == "terms.txt + fees.txt"
    assert "overrun" in [finding["topic"] for finding in report["findings"]]


def test_an_e_mail_is_read_apart_from_what_is_attached_unless_asked_otherwise(server):
    apart = server.check(sample("offer-with-terms.eml"))["result"]
    assert apart["grade"] == ""
    assert "--" not in apart["verdict"]
    together = server.check(sample("offer-with-terms.eml"), together="yes")["result"]
    assert together["grade"] == "D"


def test_engagement_nation_model_and_figures_count(server):
    sheet = ("deal.yaml", (SAMPLES / "deal.yaml").read_bytes())
    own = sample("locum-terms.pdf")
    told = server.check(
        sample("practice-agreement.docx"), engagement="agency", nation="scotland", model=own, sheet=sheet,
        figures__sessions_per_month="10",
    )  # fmt: skip
    report = json.loads(server.ask("GET", f"results/{told['result']['id']}/json").body)
    assert (report["document"]["engagement"], report["document"]["nation"]) == ("agency", "scotland")
    assert b"locum-terms.pdf" in server.ask("GET", f"results/{told['result']['id']}/html").body
    assert report["mismatches"]


def test_what_was_typed_counts_like_a_deal_sheet(server):
    told = server.check(
        sample("practice-agreement.docx"), agreed__session_fee_gbp="999", agreed__start="07:15",
        agreed__dates="2 February 2027",
    )  # fmt: skip
    report = json.loads(server.ask("GET", f"results/{told['result']['id']}/json").body)
    assert "999" in json.dumps(report["mismatches"])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Choose a file"),
        ({"text": " \n "}, "Choose a file"),
        ({"text": CONTRACT, "engagement": "slavery"}, "engagement: choose one"),
        ({"text": CONTRACT, "nation": "x" * 300}, "nation: longer"),
        ({"text": CONTRACT, "figures__session_fee_gbp": "a lot"}, "write a number"),
        ({"text": CONTRACT, "figures__session_fee_gbp": "-1"}, "write a number"),
        ({"text": CONTRACT, "agreed__session_fee_gbp": "nan"}, "write a number"),
        ({"text": CONTRACT, "agreed__start": "08:30", "sheet": ("d.yaml", b"agreed: {start: 08:30}")}, "not both"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_in_words(server, fields, why):
    answer = server.order(**fields)
    assert answer.status == 400
    assert why in answer.json["message"]


@pytest.mark.parametrize("body", [b"", b"--x", b"--a-boundary-that-stands-in-no-file\r\n\r\nx", b"\0" * 1000])
def test_a_form_that_is_none_is_refused(server, body):
    kind = "multipart/form-data; boundary=a-boundary-that-stands-in-no-file"
    answer = server.ask("POST", "jobs", body, headers={"Content-Type": kind})
    assert answer.status == 400
    assert answer.json["message"]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (("empty.pdf", b""), "empty.pdf: the file is empty. Check that it was saved"),
        (("broken.docx", b"PK\x03\x04 not a zip"), "broken.docx: "),
        (("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9), "noise.pdf: "),
        (("sheet.yaml", b"agreed: ["), ""),
        (("tune.mp3", b"ID3\x03" + bytes(range(256)) * 20), "tune.mp3: "),
    ],
    ids=lambda file: file[0] if isinstance(file, tuple) else "",
)
def test_what_cannot_be_read_is_told_in_words(server, file, why):
    told = server.check(file)
    assert told["state"] in ("failed", "done")
    if why:
        assert told["state"] == "failed"
        assert told["message"].startswith(why)
    for word in ("--", "Traceback", "clausecheck check"):
        assert word not in told["message"]


def test_a_faulty_deal_sheet_is_told_with_its_line(server):
    told = server.check(TEXT, sheet=("mine.yaml", b"agreed:\n  patience: 3\n"))
    assert told["state"] == "failed"
    assert "mine.yaml:2" in told["message"]


@pytest.mark.parametrize("file", [("empty.docx", b""), ("half.pdf", b"%PDF-1.4\nnothing")])
def test_a_model_that_cannot_be_read_is_told_by_its_name(server, file):
    told = server.check(TEXT, model=file)
    assert told["state"] == "failed"
    assert told["message"].startswith(f"{file[0]}: ")


def test_a_locked_pdf_asks_for_its_password_until_it_is_right(server):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(SAMPLES / "locum-terms.pdf"))
    writer.encrypt("tonsils", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    locked = ("locked.pdf", out.getvalue())
    for fields in ({}, {"password": "guess"}):
        told = server.check(locked, **fields)
        assert told["state"] == "password"
        assert told["message"].startswith("locked.pdf: ")
        assert "--" not in told["message"]
    told = server.check(locked, password="tonsils")  # noqa: S106
    assert told["result"]["grade"] == "A"
    copy = server.ask("GET", f"results/{told['result']['id']}/marked-pdf").body
    assert PdfReader(BytesIO(copy)).is_encrypted
    assert b"tonsils" not in copy


@pytest.mark.parametrize(
    "name", ["bomb.docx", "a-thousand-million-laughs.docx", "a-hundred-thousand-pages.pdf", "pages-a-thousand-deep.pdf"]
)
def test_a_hostile_file_does_not_stop_the_server(server, name):
    told = server.check((name, CASES[name]()))
    assert told["state"] in ("failed", "done")
    assert told["state"] == "done" or told["message"].startswith(name)
    assert server.check(TEXT)["state"] == "done"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ('a"b\r\nSet-Cookie: x=1;.pdf', "a b"),
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\Users\\me\\contract.pdf", "contract"),
        ("con.pdf", "contract"),
        ("...", "contract"),
        ("\u202efdp.exe", "fdp"),
        ("<script>alert(1)</script>.pdf", "script"),
        ("Vertrag für Ärzte.docx", "Vertrag für Ärzte"),
        ("x" * 500, "x" * 80),
    ],
)
def test_names_of_downloads_are_those_of_files(server, name, wanted):
    from clausecheck.web.products import disposition, download_name

    made = download_name(name, PRODUCTS["json"])
    assert made.startswith(wanted.split()[0])
    assert made.endswith("-report.json")
    assert not set(made) & set('"\\/:*?<>|\r\n\u202e')
    assert "\n" not in disposition(made)
    disposition(made).encode("latin-1")


# What is left of it


def test_forgetting_one_and_all(tmp_path):
    with serving(tmp_path) as server:
        first, second = (server.check(text=CONTRACT)["result"]["id"] for _ in range(2))
        assert [one["id"] for one in server.ask("GET", "results").json["results"]] == [second, first]
        assert server.ask("DELETE", f"results/{first}").status == 204
        assert server.ask("GET", f"results/{first}/report").status == 404
        assert server.ask("GET", f"results/{second}/report").status == 200
        assert server.ask("DELETE", "results").status == 204
        assert server.ask("GET", f"results/{second}/json").status == 404
        assert server.ask("GET", "results").json == {"results": []}


def test_only_the_newest_results_are_kept(tmp_path):
    with serving(tmp_path, bounds={"results": 2}) as server:
        made = [server.check(text=CONTRACT)["result"]["id"] for _ in range(3)]
        assert [one["id"] for one in server.ask("GET", "results").json["results"]] == [made[2], made[1]]


def test_an_upload_beyond_the_limit_is_refused_before_it_is_all_there(tmp_path):
    with serving(tmp_path, limits={"size": 50_000}) as server:
        assert server.check(text=CONTRACT)["state"] == "done"
        answer = server.order(("long.txt", b"x" * 1_200_000))
        assert answer.status == 413
        assert "larger than 50000 bytes" in answer.json["message"]
        # Without a length declared it is counted while it comes in, and the rest is not waited for.
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            head = (
                f"POST {server.folder}jobs HTTP/1.1\r\nHost: {server.host}\r\nOrigin: http://{server.host}\r\n"
                f"Cookie: {server.cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                "Transfer-Encoding: chunked\r\n\r\n"
            )
            line.sendall(head.encode())
            part = b'--b\r\nContent-Disposition: form-data; name="contract"; filename="c.txt"\r\n\r\n' + b"x" * 60_000
            for _ in range(20):
                line.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
                part = b"x" * 60_000
            assert line.recv(4096).startswith(b"HTTP/1.1 413")
        told = server.check(("a-little-long.txt", b"x" * 60_000))
        assert told["state"] == "failed"
        assert "--limit" not in told["message"]


def test_more_contracts_at_once_than_may_be_are_sent_away(tmp_path):
    with serving(tmp_path, bounds={"running": 1, "waiting": 1}) as server:
        begun = [server.order(sample("solicitor-two-columns.pdf")) for _ in range(2)]
        assert server.order(TEXT).status == 503
        assert [server.wait(one)["state"] for one in begun] == ["done", "done"]
        assert server.check(TEXT)["state"] == "done"


def workers(server: Server) -> list[str]:
    """Processes that the server has started."""
    import psutil

    return [one.pid for one in psutil.Process(server.process.pid).children(recursive=True)]


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


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_cleanly_with_work_under_way(tmp_path, number):
    with serving(tmp_path) as server:
        server.order(sample("solicitor-two-columns.pdf"))
        deadline = time.monotonic() + 20
        while not workers(server) and time.monotonic() < deadline:
            time.sleep(0.02)
        children = workers(server)
        assert children
        said = server.stop(number)
        assert server.process.returncode == 0
        assert "Traceback" not in said
        assert list(server.temporary.iterdir()) == []
        assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def test_nothing_of_a_contract_is_said_in_the_terminal(tmp_path):
    with serving(tmp_path) as server:
        server.check(("secret-name.txt", CONTRACT.encode()))
        server.check(("secret-name.pdf", b"%PDF-1.4 " + CONTRACT.encode()))
        server.order(text=CONTRACT, engagement="secret-name")
        said = server.stop()
    assert "secret-name" not in said
    assert "Elm Tree" not in said
    assert len(said.splitlines()) <= 2  # the first line was read before


def test_it_listens_on_this_machine_alone(server):
    import psutil

    listening = [one for one in psutil.Process(server.process.pid).net_connections() if one.status == "LISTEN"]
    assert {one.laddr.ip for one in listening} == {"127.0.0.1"}


# The command


def test_the_command_takes_its_port_and_ends_with_ctrl_c(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "clausecheck", "serve", "--no-browser", "--port", str(port)]
    env = os.environ | {"CLAUSECHECK_CONFIG": str(tmp_path / "none.toml")}
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stderr is not None
        assert f"http://127.0.0.1:{port}/" in process.stderr.readline()
        taken = subprocess.run(call, capture_output=True, text=True, env=env, check=False)
        assert taken.returncode == 2
        assert f"port {port} cannot be used" in taken.stderr
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(20) == 0
    assert "forgotten" in rest
    assert "Traceback" not in rest


def test_without_its_extra_the_command_says_how_to_get_it(tmp_path):
    code = "import sys; sys.modules['uvicorn'] = None; sys.argv = ['clausecheck', 'serve']\n"
    code += "from clausecheck.cli.entry import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'clausecheck[web]'" in done.stderr


def test_the_browser_gets_an_address_that_opens_one_time():
    from urllib.parse import parse_qs, urlsplit

    from clausecheck.web.guard import Pass

    passes = Pass()
    once, always = (parse_qs(urlsplit(a).query)["key"][0] for a in (passes.address_once(), passes.address))
    assert [passes.opens(once), passes.opens(once), passes.opens(always), passes.opens(always)] == [
        True,
        False,
        True,
        True,
    ]
    assert not passes.opens("")
    assert not passes.opens("é")
