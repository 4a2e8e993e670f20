"""A real server in a process of its own, as `clausecheck serve` starts it, and a client that speaks plain HTTP."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["CONTRACT", "SAMPLES", "TEXT", "Answer", "Server", "sample", "serving", "workers"]

SAMPLES = Path(__file__).parents[2] / "sample_contracts"
CONTRACT = (
    'This agreement is between Elm Tree Surgery ("the Practice") and Dr Ada Mbeki ("the Locum").\n\n'
    "1. The Locum shall remain on the premises until all patients have been seen in each session.\n\n"
    "2. No payment is made for time worked after the finish time. The session fee is £480.\n\n"
    "3. The Practice shall pay each invoice within 30 days of receiving it, or later if it so decides.\n"
)
TEXT = ("contract.txt", CONTRACT.encode())
_BOUNDARY = "a-boundary-that-stands-in-no-file"
_CALL = """
import json, sys
from clausecheck.extract.limits import Limits
from clausecheck.web.bounds import Bounds
from clausecheck.web.order import Defaults
from clausecheck.web.serving import serve
bounds, limits, more = json.loads(sys.argv[1])
print_ = lambda text: print(text, file=sys.stderr, flush=True)
serve(0, Defaults(limits=Limits(**limits), **more), browser=False, say=print_, bounds=Bounds(**bounds))
"""


def sample(name: str) -> tuple[str, bytes]:
    """Name and bytes of a sample contract."""
    return name, (SAMPLES / name).read_bytes()


class Answer:
    """Status, headers and body of one answer."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """A server that runs, and the cookie of its page."""

    def __init__(self, process: subprocess.Popen[str], address: str, temporary: Path) -> None:
        self.process = process
        self.address = address
        self.temporary = temporary
        """Where it and its workers put what they must."""
        found = re.fullmatch(r"http://(127\.0\.0\.1:(\d+))(/[^?]+)\?key=(.+)", address)
        assert found is not None
        self.host, self.port, self.folder, self.key = found[1], int(found[2]), found[3], found[4]
        welcome = self.ask("GET", f"?key={self.key}", cookie=False)
        self.cookie = welcome.headers["set-cookie"].partition(";")[0]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        cookie: bool = True,
        whole: bool = False,
        headers: dict[str, str | None] | None = None,
    ) -> Answer:
        """One request as the page makes it; `headers` change it, None leaves one out; `whole`: path from the root."""
        sent: dict[str, str | None] = {"Host": self.host}
        if cookie:
            sent["Cookie"] = self.cookie
        if method != "GET":
            sent |= {"Origin": f"http://{self.host}", "Sec-Fetch-Site": "same-origin"}
        sent |= headers or {}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.putrequest(method, path if whole else self.folder + path, skip_host=True, skip_accept_encoding=True)
            if body is not None:
                line.putheader("Content-Length", str(len(body)))
            for name, value in sent.items():
                if value is not None:
                    line.putheader(name, value)
            line.endheaders(body)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            line.close()

    def order(
        self, *files: tuple[str, bytes], headers: dict[str, str | None] | None = None, **fields: object
    ) -> Answer:
        """Send a form with contracts and fields; a field that is a pair is a file."""
        parts: list[tuple[str, object]] = [("contract", file) for file in files]
        parts += [(name.replace("__", "."), value) for name, value in fields.items()]
        body = b""
        for name, value in parts:
            if isinstance(value, tuple):
                head, data = f'name="{name}"; filename="{value[0]}"\r\nContent-Type: application/octet-stream', value[1]
            else:
                head, data = f'name="{name}"', str(value).encode()
            body += f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data + b"\r\n"
        body += f"--{_BOUNDARY}--\r\n".encode()
        sent = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"} | (headers or {})
        return self.ask("POST", "jobs", body, headers=sent)

    def wait(self, answer: Answer, seconds: float = 90) -> dict[str, Any]:
        """What the job of an order came to."""
        assert answer.status == 202, answer.body
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            told = self.ask("GET", f"jobs/{answer.json['job']}").json
            if told["state"] not in ("waiting", "working"):
                return told
            time.sleep(0.05)
        raise AssertionError(f"not over after {seconds} seconds: {told}")

    def check(self, *files: tuple[str, bytes], **fields: object) -> dict[str, Any]:
        """Send files and wait for what they come to."""
        return self.wait(self.order(*files, **fields))

    def stop(self, number: signal.Signals = signal.SIGINT) -> str:
        """End it as Ctrl-C does; what it said on its way."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.communicate(timeout=30)[0]


@contextmanager
def serving(
    folder: Path, *, bounds: dict[str, Any] | None = None, limits: dict[str, Any] | None = None, **defaults: Any
) -> Iterator[Server]:
    """A server whose files of the moment go to `folder`."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-c", _CALL, json.dumps([bounds or {}, limits or {}, defaults])],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("open "), first + process.stdout.read()
        yield Server(process, first.removeprefix("open ").strip(), temporary)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def workers(server: Server) -> list[int]:
    """Processes that the server has started."""
    import psutil

    return [one.pid for one in psutil.Process(server.process.pid).children(recursive=True)]
