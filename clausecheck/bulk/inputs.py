"""What a batch is to look at: folders, patterns, single files and lists of them, as items with lasting names.

One folder alone: its files are named from within it. Otherwise every file is named as it was given, or as the folder or
pattern it was found by was. Each file is taken once, under the first of its names; one by its own name rather than by
a link.
"""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from clausecheck.bulk.addresses import check_address, entries, is_address, shown
from clausecheck.bulk.job import Item
from clausecheck.bulk.products import Products, among
from clausecheck.errors import UsageProblem
from clausecheck.patterns import pattern
from clausecheck.record import draft, made, record

__all__ = ["ENDINGS", "LIST", "Found", "find", "listed"]

LIST = "-"
"""Stands for paths on standard input."""

ENDINGS = frozenset(
    f".{ending}"
    for line in (
        "pdf docx docm dotx dotm doc dot odt ott fodt rtf",
        "html htm xhtml eml mht mhtml msg zip",
        "png jpg jpeg tif tiff webp txt text md markdown",
    )
    for ending in line.split()
)
"""What a file in a folder must end in to be taken for a contract; what it really is its bytes say."""

_WILD = "*?["
_OWN_ENDING = pattern(r"\.[^.*?\[\]/\\]+\Z")
_HIDDEN_ON_WINDOWS = 2
_HERE = ("file", "local")
"""Kinds of addresses of files on this machine."""
_LOCK = "~$"
"""Before the name of a document that is open in Word: it holds nothing but who opened it."""


@record
class Found:
    """What there is to judge, and what was passed over."""

    items: tuple[Item, ...]
    """In the order of their names."""
    passed_over: tuple[tuple[str, int], ...] = ()
    """Endings of files that are no contract's, and how many of each, the most first; `` for none."""
    products: tuple[tuple[str, int], ...] = ()
    """Folders in which batches have left results, views and reports, and how many of these were passed over there."""


@draft
class _Search:
    """Files found so far, by where they really are."""

    out: str
    """Real path of the folder for results, whose files are never inputs."""
    away: str = ""
    """Address of it, where it has one."""
    names: dict[str, tuple[str, str]] = made(factory=dict)
    """Real path to name and path."""
    closed: dict[str, str] = made(factory=dict)
    """Names of folders that may not be looked into, and why."""
    visited: set[str] = made(factory=set)
    endings: Counter[str] = made(factory=Counter)
    ours: Counter[str] = made(factory=Counter)
    """Folders of results, and how many files of ours were met in each."""
    products: Products = made(factory=lambda: Products(""))

    def take(self, real: str, name: str, place: str) -> None:
        """One file, unless it was found already, or a batch has written it."""
        key = _key(real)
        if key not in self.names and not self.is_ours(real):
            self.names[key] = (name, place)

    def is_ours(self, real: str) -> bool:
        """A batch has written the file at this real path; it is counted."""
        folder = self.products.holds(real)
        if folder:
            self.ours[folder] += 1
        return bool(folder)

    def found(self) -> Found:
        """All of it."""
        shared = Counter(name for name, _ in self.names.values())
        taken = {name for name, count in shared.items() if count == 1}
        found = sorted(self.names.items(), key=lambda each: (each[1][0], each[0]))
        files = [Item(name if shared[name] == 1 else _free(name, taken), place) for _, (name, place) in found]
        closed = [Item(f"{name}/", problem=f"the folder cannot be opened ({why})") for name, why in self.closed.items()]
        passed_over = sorted(self.endings.items(), key=lambda each: (-each[1], each[0]))
        items = tuple(sorted([*files, *closed], key=lambda item: item.name))
        return Found(items, tuple(passed_over), tuple(sorted(self.ours.items())))


def _key(real: str) -> str:
    """What tells a file from others: a file of this machine is the same by its address and by its path."""
    kind, sign, _ = real.partition("://")
    if not sign or kind.lower() not in _HERE:
        return real
    from clausecheck.bulk.addresses import open_files

    return os.path.realpath(open_files(real)[1])


def _free(name: str, taken: set[str]) -> str:
    """`name`, with a number before its ending where it is taken; `taken` grows.

    Results are kept by name, and addresses that differ in what is not shown, such as a version, are different files.
    """
    stem, ending = os.path.splitext(name)
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{stem} ({number}){ending}"
    taken.add(free)
    return free


def listed(data: bytes) -> tuple[str, ...]:
    """The paths on standard input: one a line, or each ended by a NUL, as `find -print0` writes them."""
    parts = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return tuple(os.fsdecode(part) for part in parts if part)


def find(
    words: Sequence[str], out: Path, paths: Sequence[str] = (), allowed: Collection[str] = (), away: str = ""
) -> Found:
    """Everything that `words` (folders, patterns, files) and `paths` (folders, files; from a list) name.

    All of them may be addresses, of the usual kinds and those in `allowed`; in a list, addresses of files. A path of a
    list that is not there is an item of its own, which will be told as unreadable. Raises UsageProblem for a word that
    names nothing, and where nothing is found at all. `away` is the address of the folder for results.
    """
    real = os.path.realpath(out)
    search = _Search(real, away or f"file://{real}", products=Products(real))
    alone = len(words) == 1 and os.path.isdir(words[0]) and not paths
    for word in words:
        if is_address(word):
            check_address(word, allowed)
            _look_at(search, word, alone=len(words) == 1 and not paths)
            continue
        _refuse_out(word, search)
        if os.path.isdir(word):
            _walk(search, word, "" if alone else _as_name(word))
        elif os.path.lexists(word):
            search.take(os.path.realpath(word), _as_name(word), word)
        elif any(sign in word for sign in _WILD):
            _match(search, word)
        else:
            raise UsageProblem(f"there is no file or folder {word}. Check the name and the folder.")
    for path in paths:
        if is_address(path):
            check_address(path, allowed)
            search.take(path, shown(path), path)
        elif os.path.isdir(path):
            _walk(search, path, _as_name(path))
        else:
            search.take(os.path.realpath(path), _as_name(path), path)
    found = search.found()
    if not found.items:
        raise UsageProblem(_nothing(found, paths, words))
    return found


def _refuse_out(word: str, search: _Search) -> None:
    if os.path.realpath(word) == search.out:
        raise UsageProblem(f"-o is the folder {word} itself. Choose a folder within it or beside it for the results.")


def _walk(search: _Search, folder: str, name: str) -> None:
    """Take the files in a folder and the folders in it, those behind links last and each folder once.

    The folder of results is left out with all in it, but for a folder within it that was named itself.
    """
    barred = search.out if not _is_within(os.path.realpath(folder), search.out) else ""
    waiting = [(folder, name)]
    links: list[tuple[str, str, str]] = []
    while waiting or links:
        if waiting:
            waiting += _look_into(search, *waiting.pop(), links)
            continue
        links.sort(reverse=True)
        name, path, real = links.pop()
        if barred and _is_within(real, barred):
            continue
        if os.path.isdir(path):
            waiting.append((path, name))
        else:
            _take_known(search, real, name, path)


def _look_into(search: _Search, folder: str, name: str, links: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Take the ordinary files of one folder; gives folders in it, and adds links to `links` as name, path, target."""
    real = os.path.realpath(folder)
    if real in search.visited or real == search.out:
        return
    search.visited.add(real)
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        search.closed[name or _as_name(folder)] = error.strerror or type(error).__name__
        return
    for entry in inside:
        if _hidden(entry):
            continue
        label = f"{name}/{entry.name}" if name else entry.name
        if entry.is_symlink():
            links.append((label, entry.path, os.path.realpath(entry.path)))
        elif entry.is_dir(follow_symlinks=False):
            yield entry.path, label
        else:  # a pipe too, which is told as one that cannot be read
            _take_known(search, os.path.join(real, entry.name), label, entry.path)


def _take_known(search: _Search, real: str, name: str, path: str) -> None:
    """Take a file found in a folder if its ending is that of a contract, else count it."""
    ending = os.path.splitext(name)[1].lower()
    if ending in ENDINGS:
        search.take(real, name, path)
    elif _key(real) not in search.names and not search.is_ours(real):
        search.endings[ending] += 1


def _match(search: _Search, word: str) -> None:
    """Take what a pattern matches; where it does not say the ending itself, only what ends like a contract."""
    matches = sorted(glob.iglob(word, recursive=True))
    if not matches:
        raise UsageProblem(f"nothing matches {word}. Check the pattern; ** stands for folders at any depth.")
    any_ending = _OWN_ENDING.search(word) is not None
    base_in_out = _is_within(os.path.realpath(re.split(r"[*?\[]", word, maxsplit=1)[0] or "."), search.out)
    for path in matches:
        real = os.path.realpath(path)
        if not base_in_out and _is_within(real, search.out):
            continue
        if os.path.isdir(path):
            _walk(search, path, _as_name(path))
        elif any_ending:
            search.take(real, _as_name(path), path)
        elif not PurePath(path).name.startswith(_LOCK):
            _take_known(search, real, _as_name(path), path)


def _look_at(search: _Search, address: str, *, alone: bool) -> None:
    """Take the file at an address, the files in its folder, or those that match its pattern."""
    single, found = entries(address)
    if not found and any(sign in address for sign in _WILD):
        raise UsageProblem(f"nothing matches {shown(address)}. Check the pattern; ** stands for folders at any depth.")
    any_ending = single or (any(sign in address for sign in _WILD) and _OWN_ENDING.search(address) is not None)
    ours = among(entry.address for entry in found)
    for entry in found:
        if entry.address.startswith(f"{search.away}/"):
            continue
        if entry.address in ours:
            search.ours[shown(ours[entry.address])] += 1
            continue
        label = shown(entry.address)
        if alone and not single and not any(sign in address for sign in _WILD):
            label = entry.inner
        if any_ending:
            search.take(entry.address, label, entry.address)
        else:
            _take_known(search, entry.address, label, entry.address)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith((".", _LOCK)):
        return True
    if os.name != "nt":
        return False
    attributes: int = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & _HIDDEN_ON_WINDOWS)


def _as_name(path: str) -> str:
    return PurePath(path).as_posix()


def _nothing(found: Found, paths: Iterable[str], words: Iterable[str]) -> str:
    named = [shown(word) if is_address(word) else word for word in words]
    where = ", ".join(named) or ("the list" if paths else "standard input")
    others = sum(count for _, count in found.passed_over)
    passed = f" ({others} files have other endings)" if others else ""
    if ours := sum(count for _, count in found.products):
        passed += f" ({'1 file was' if ours == 1 else f'{ours} files were'} written by a batch)"
    if not tuple(words) and not paths:
        return "- takes a list of paths on standard input, and there was none. To check text: clausecheck check -"
    return f"there is no contract in {where}{passed}. Name a folder with PDF, Word or other contracts in it."
