"""Where rule files stand: the built-in folder and the user's, each file with its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from clausecheck.errors import RuleError, RuleProblem, UsageProblem
from clausecheck.record import record
from clausecheck.rulebook import schema

__all__ = [
    "MANIFEST",
    "RuleFile",
    "RuleFolder",
    "builtin_folder",
    "digest",
    "packs_folder",
    "read_folders",
    "read_pack",
    "snapshot",
]

_SETTINGS = ("topics.yaml", "sources.yaml", "grading.yaml")
_FOLDERS = ("vocabulary", *schema.AXES)
_OTHERS = ("packs", "model")
"""Folders that stand beside the rules and are read by others."""

MANIFEST = "pack.yaml"
"""What a pack of rules is called and when it applies; it stands in the pack's own folder."""

_LARGEST = 4 * 1024 * 1024
"""A rule file is some kilobytes; one of more bytes than this is something else."""
_LARGEST_TOGETHER = 64 * 1024 * 1024
"""Of all of the user's, where they are taken along."""


@record
class RuleFile:
    """One file, read but not yet understood."""

    shown: str
    """Path for messages: `rules/pay/pension.yaml`, or under the folder as the user named it."""
    inner: str
    """Path inside its folder, with `/`."""
    data: bytes


@record
class RuleFolder:
    """One folder of rules; later folders add to earlier ones and override them."""

    shown: str
    files: tuple[RuleFile, ...]
    """By inner path."""

    def inside(self, name: str) -> tuple[RuleFile, ...]:
        """The files of one sub-folder."""
        return tuple(f for f in self.files if f.inner.startswith(name + "/"))

    def named(self, name: str) -> RuleFile | None:
        """The settings file of this name, None if the folder has none."""
        return next((f for f in self.files if f.inner == name), None)


def builtin_folder() -> Path:
    """The rules that come with the package: inside it in a wheel, beside it in an editable install."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def packs_folder() -> Path:
    """Where the packs stand, a folder each; they come with the package."""
    return builtin_folder() / "packs"


def read_pack(name: str) -> RuleFolder:
    """The files of the pack of this name; raises `RuleError` as `read_folders` does."""
    problems: list[RuleProblem] = []
    folder = _read_folder(packs_folder() / name, f"rules/packs/{name}", problems, (*_SETTINGS, MANIFEST))
    if problems:
        raise RuleError(problems)
    return folder


def read_folders(folders: Sequence[Path | RuleFolder]) -> tuple[RuleFolder, ...]:
    """The built-in folder, then `folders` in order; one that was read before is taken as it was then.

    Raises `UsageProblem` for a folder that does not exist or holds no rules, `RuleError` for files that
    stand where nothing reads them or cannot be read.
    """
    problems: list[RuleProblem] = []
    out = [_read_folder(builtin_folder(), "rules", problems)]
    out += [folder if isinstance(folder, RuleFolder) else _read_own(folder, problems) for folder in folders]
    if problems:
        raise RuleError(problems)
    return tuple(out)


def snapshot(folders: Sequence[Path]) -> tuple[RuleFolder, ...]:
    """The user's folders as they stand now, to be given to whoever loads rules later or elsewhere.

    Raises as `read_folders` does, and `UsageProblem` where they are too large to be taken along.
    """
    problems: list[RuleProblem] = []
    found = tuple(_read_own(folder, problems) for folder in folders)
    if problems:
        raise RuleError(problems)
    if sum(len(file.data) for folder in found for file in folder.files) > _LARGEST_TOGETHER:
        named = ", ".join(folder.shown for folder in found)
        raise UsageProblem(f"{named}: more than {_LARGEST_TOGETHER >> 20} MB of rules. Name folders of rules alone.")
    return found


def _read_own(folder: Path, problems: list[RuleProblem]) -> RuleFolder:
    """A folder of the user's."""
    if not folder.is_dir():
        raise UsageProblem(f"{folder}: no such folder of rules. Name a folder that holds rule files")
    read = _read_folder(folder, folder.as_posix(), problems)
    if not read.files and not problems:
        raise UsageProblem(
            f"{folder}: no rule files. They stand in folders named {', '.join(_FOLDERS)}, beside {', '.join(_SETTINGS)}"
        )
    return read


def _read_folder(
    folder: Path, shown: str, problems: list[RuleProblem], settings: Sequence[str] = _SETTINGS
) -> RuleFolder:
    files = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if path.name in _FOLDERS:
                files += _read_files(sorted(path.iterdir()), f"{shown}/{path.name}", f"{path.name}/", problems)
            elif path.name not in _OTHERS and any(path.glob("*.y*ml")):
                problems.append(_misplaced(f"{shown}/{path.name}", path.name, "folder", _FOLDERS))
        elif path.suffix in (".yaml", ".yml"):
            if path.name in settings:
                files += _read_files([path], shown, "", problems)
            else:
                problems.append(_misplaced(f"{shown}/{path.name}", path.name, "file", settings))
    return RuleFolder(shown, tuple(sorted(files, key=lambda f: f.inner)))


def _misplaced(shown: str, name: str, what: str, accepted: Sequence[str]) -> RuleProblem:
    from clausecheck.rulebook.nodes import meant

    return RuleProblem(shown, 0, f"no rules are read from this {what}; {meant(name, accepted)}")


def _read_files(paths: Iterable[Path], shown: str, prefix: str, problems: list[RuleProblem]) -> list[RuleFile]:
    files = []
    for path in paths:
        name = f"{shown}/{path.name}"
        if path.name.startswith(".") or path.suffix not in (".yaml", ".yml"):
            continue
        if path.suffix == ".yml":
            problems.append(RuleProblem(name, 0, "rule files end in .yaml; rename it"))
            continue
        try:
            data = path.read_bytes()
        except OSError as fault:
            problems.append(RuleProblem(name, 0, f"cannot be read: {fault.strerror or 'input/output error'}"))
            continue
        if len(data) > _LARGEST:
            problems.append(RuleProblem(name, 0, f"{len(data)} bytes; a rule file has at most {_LARGEST}"))
            continue
        files.append(RuleFile(name, prefix + path.name, data))
    return files


def digest(folders: Sequence[RuleFolder], engine: str) -> str:
    """SHA-256 in hex over every file's place in its folder and its bytes, and the engine's version."""
    total = hashlib.sha256(engine.encode())
    for folder in folders:
        total.update(b"\0folder")
        for file in folder.files:
            total.update(b"\0" + file.inner.encode() + b"\0" + str(len(file.data)).encode() + b"\0")
            total.update(file.data)
    return total.hexdigest()
