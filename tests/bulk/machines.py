"""A Dask cluster as a user starts one: a scheduler and workers, each a process of its own on this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

__all__ = ["Machines", "certificates"]

ROOT = Path(__file__).resolve().parents[2]
QUICK = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    "DASK_DISTRIBUTED__DIAGNOSTICS__NVML": "False",
}
"""A task that a worker ended with is not given to three others before it is told."""


class Machines:
    """All processes end with it, whatever they have started; what they told stands in `log`."""

    def __init__(self, place: Path, *, tls: tuple[Path, Path, Path] | None = None) -> None:
        self.place = place
        place.mkdir(parents=True, exist_ok=True)
        self.mark = uuid4().hex
        self.file, self.log = place / "scheduler.json", place / "log"
        self._tls = []
        if tls is not None:
            words = ("--tls-ca-file", "--tls-cert", "--tls-key")
            self._tls = [str(word) for pair in zip(words, tls, strict=True) for word in pair]
        protocol = ["--protocol", "tls"] if tls is not None else []
        self.workers: list[subprocess.Popen] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", *protocol)
        end = time.monotonic() + 60
        while not self.address and time.monotonic() < end:
            time.sleep(0.02)

    @property
    def address(self) -> str:
        """Of the scheduler, once it is there."""
        try:
            return json.loads(self.file.read_text())["address"]
        except (FileNotFoundError, ValueError):
            return ""

    def add(self, count: int = 1, *, nanny: bool = False, path: Path | None = None) -> "Machines":
        """Start workers; what stands in `path` is imported before anything else."""
        environment = {} if path is None else {"PYTHONPATH": f"{path}{os.pathsep}{ROOT}"}
        how = "--nanny" if nanny else "--no-nanny"
        for _ in range(count):
            local = self.place / f"worker-{len(self.workers)}"
            words = ("--nthreads", "1", how, "--local-directory", str(local), "--host", "127.0.0.1")
            self.workers.append(self._start("worker", *words, **environment))
        return self

    def processes(self) -> list[int]:
        """Numbers of all processes there are of it."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and self.mark.encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def judging(self) -> list[int]:
        """Those of them in which documents are judged."""
        return [pid for pid in self.processes() if b"serve_streams" in _command(pid)]

    def await_idle(self) -> None:
        """None judges any more."""
        end = time.monotonic() + 20
        while self.judging() and time.monotonic() < end:
            time.sleep(0.02)
        assert self.judging() == []

    def close(self) -> None:
        """End all of them; those that remove what others leave in folders are given the time for it."""
        for one in (*self.workers, self.scheduler):
            one.kill()
            one.wait()
        end = time.monotonic() + 20
        while (left := self.processes()) and time.monotonic() < end:
            self._kill([pid for pid in left if b"bulk.janitor" not in _command(pid)])
            time.sleep(0.02)
        self._kill(self.processes())

    @staticmethod
    def _kill(processes: list[int]) -> None:
        for pid in processes:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def __enter__(self) -> "Machines":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, what: str, *words: str, **more: str) -> subprocess.Popen:
        call = [sys.executable, "-m", "dask", what, "--scheduler-file", str(self.file), "--no-dashboard"]
        own = {"CLAUSECHECK_MARK": self.mark, "PYTHONPATH": str(ROOT), **QUICK, **more}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*call, *self._tls, *words], env=os.environ | own, stdout=log, stderr=log, cwd=self.place
            )


def certificates(place: Path) -> tuple[Path, Path, Path]:
    """Files of an authority of our own, and of a certificate by it for this machine and its key."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    place.mkdir(parents=True, exist_ok=True)
    pem, now = serialization.Encoding.PEM, datetime.now(UTC)

    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])

    def signed(name: str, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, *, root: bool):
        return (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named("authority"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(by, hashes.SHA256())
        )

    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    files = (place / "ca.pem", place / "cert.pem", place / "key.pem")
    files[0].write_bytes(signed("authority", authority, authority, root=True).public_bytes(pem))
    files[1].write_bytes(signed("clausecheck", key, authority, root=False).public_bytes(pem))
    plain = serialization.NoEncryption()
    files[2].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return files


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
