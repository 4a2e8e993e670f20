"""LibreOffice, where it is installed, as a converter of what only it reads well.

It runs without a window in a private folder with a profile of its own, which forbids macros and the network, and is
killed with all it started when it takes too long.
"""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from clausecheck.extract.limits import current_limits
from clausecheck.extract.room import workspace

__all__ = ["find_office", "to_word"]

_SECONDS = 90
"""A first start makes a profile, about 3 s; a long contract takes one more."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Setup/Office", "ooSetupInstCompleted", "true"),
)
"""No macros, no linked pictures, and a proxy that nobody answers at for whatever would go out all the same."""


def find_office() -> str | None:
    """The program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_word(data: bytes, suffix: str) -> bytes | None:
    """A file of the kind `suffix` (`.doc`) as .docx; None where LibreOffice is missing, fails or takes too long.

    Raises RoomNeeded where no other program may be started.
    """
    program = find_office()
    if program is None:
        return None
    with workspace() as folder:
        try:
            return _converted(program, folder, data, suffix)
        except OSError:
            return None


def _converted(program: str, folder: Path, data: bytes, suffix: str) -> bytes | None:
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    source = folder / f"contract{suffix}"
    source.write_bytes(data)
    (folder / "out").mkdir()
    if not _run(program, folder, source):
        return None
    made = folder / "out" / "contract.docx"
    if not made.is_file() or made.stat().st_size > current_limits().size:
        return None
    return made.read_bytes()


def _profile() -> str:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _run(program: str, folder: Path, source: Path) -> bool:
    """Whether the conversion ended well; nothing that it started outlives this call."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)),
    ]
    process = subprocess.Popen(  # noqa: S603  a fixed command; the file's own name is not part of it
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the program with its children: the launcher may have gone before the office itself."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError):
        process.kill()
    process.wait()
