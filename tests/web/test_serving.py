"""The server's life, from its port to its end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.web.servers import CONTRACT, sample, serving, workers


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


def test_the_browser_is_opened_with_an_address_that_works(tmp_path):
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    env = os.environ | {"BROWSER": f"{browser} %s", "CLAUSECHECK_CONFIG": str(tmp_path / "none.toml")}
    call = [sys.executable, "-m", "clausecheck", "serve"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stderr is not None
        shown = process.stderr.readline().split()[-1]
        deadline = time.monotonic() + 20
        while not opened.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        address = opened.read_text()
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
            assert "HttpOnly" in answer.headers["set-cookie"]
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address)  # noqa: S310
        process.send_signal(signal.SIGINT)
        process.stderr.read()
        assert process.wait(20) == 0
    assert address.partition("?")[0] == shown.partition("?")[0]
    assert address != shown
