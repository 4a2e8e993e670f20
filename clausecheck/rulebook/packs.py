"""Packs: rules for another reader than the locum, each with a manifest, topics and grades of nothing.

A pack stands in `rules/packs/NAME/`. It shares the vocabulary and the sources of the built-in rules and may take over
the conditions of their signals (`as:`), but its findings are never theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clausecheck import __version__
from clausecheck.errors import RuleError, RuleProblem, UsageProblem
from clausecheck.record import record
from clausecheck.rulebook import cache as cached
from clausecheck.rulebook import schema
from clausecheck.rulebook.model import Rulebook, SignalRule
from clausecheck.rulebook.places import MANIFEST, RuleFolder, digest, packs_folder, read_folders, read_pack

__all__ = ["BUILT_IN", "Pack", "known_packs", "load_pack", "load_pack_lean", "pack_topics", "wanted_packs"]

BUILT_IN = "locum"
"""The rules every check uses; naming them as a pack changes nothing."""

_KEYS = ("pack", "title", "perspective", "description", "engagement", "company that says", "nation", "elsewhere")
_REQUIRED = ("pack", "title", "perspective", "description", "engagement", "nation")
_PERSPECTIVES = ("agency", "locum")
_SHARED = "sources.yaml"


@record
class Pack:
    """Rules of another perspective, read and checked."""

    name: str
    title: str
    perspective: str
    """Whose duties or interests the findings are about: `agency`, `locum`."""
    description: str
    engagements: tuple[str, ...]
    """The kinds of contract it is for."""
    company_words: tuple[str, ...]
    """Lower-case words one of which makes it apply to a contract with the locum's own company too."""
    nations: tuple[str, ...]
    elsewhere: str
    """What is said where the nation is another; empty for the ordinary words."""
    rulebook: Rulebook


def known_packs() -> tuple[str, ...]:
    """The names of the packs there are, the built-in rules first."""
    folder = packs_folder()
    found = sorted(p.name for p in folder.iterdir() if (p / MANIFEST).is_file()) if folder.is_dir() else []
    return (BUILT_IN, *found)


def pack_topics() -> Mapping[str, str]:
    """Every topic of a pack with the pack's name, by the names of their files: no rule is read for it."""
    found: dict[str, str] = {}
    for name in known_packs()[1:]:
        for path in sorted((packs_folder() / name).glob("*/*.yaml")):
            if path.parent.name != "vocabulary":
                found[path.stem] = name
    return found


def wanted_packs(names: Sequence[str]) -> tuple[str, ...]:
    """The packs to load, each once, without the built-in rules; `UsageProblem` for a name that is no pack."""
    known = known_packs()
    for name in names:
        if name not in known:
            raise UsageProblem(f"there is no pack {name}. There are: {', '.join(known)}.")
    return tuple(dict.fromkeys(name for name in names if name != BUILT_IN))


def load_pack(name: str) -> Pack:
    """A pack with its rules whole; raises `RuleError` with all that is wrong in it, `UsageProblem` if there is none."""
    wanted_packs([name])
    shared, folder = _folders(name)
    return _pack(folder, _build(shared, folder))


def load_pack_lean(name: str) -> Pack:
    """A pack as a check needs it, its rules from the cache where no rule file changed; raises as `load_pack` does."""
    wanted_packs([name])
    shared, folder = _folders(name)
    key = cached.key(_sha256(shared, folder), [shared.shown, folder.shown])
    found = cached.fetch(key)
    if found is None:
        found = cached.lean(_build(shared, folder))
        cached.keep(key, found)
    return _pack(folder, found)


def _folders(name: str) -> tuple[RuleFolder, RuleFolder]:
    return read_folders(())[0], read_pack(name)


def _sha256(shared: RuleFolder, folder: RuleFolder) -> str:
    return digest((shared, folder), f"clausecheck {__version__} pack")


def _build(shared: RuleFolder, folder: RuleFolder) -> Rulebook:
    from clausecheck.rulebook.building import build

    words = tuple(f for f in shared.files if f.inner.startswith("vocabulary/") or f.inner == _SHARED)
    known, problems = _known(shared)
    rulebook, more = build((RuleFolder(shared.shown, words), folder), _sha256(shared, folder), known=known)
    _only_new_topics(rulebook, known, more)
    if problems or more:
        raise RuleError([*problems, *more])
    return rulebook


def _known(shared: RuleFolder) -> tuple[Mapping[str, SignalRule], Sequence[RuleProblem]]:
    from clausecheck.rulebook.building import build

    rulebook, problems = build((shared,), "")
    return {signal.id: signal for topic in rulebook.topics for signal in topic.signals}, problems


def _only_new_topics(rulebook: Rulebook, known: Mapping[str, SignalRule], problems: list[RuleProblem]) -> None:
    """A topic of the built-in rules must not be one of a pack: gates and playbooks name topics alone."""
    taken = {signal.topic for signal in known.values()}
    for topic in rulebook.topics:
        if topic.slug in taken:
            problems.append(RuleProblem(topic.path, 1, f"topic {topic.slug!r} is one of the built-in rules already"))


def _pack(folder: RuleFolder, rulebook: Rulebook) -> Pack:
    from clausecheck.rulebook.nodes import FileReader

    file = folder.named(MANIFEST)
    if file is None:
        raise RuleError([RuleProblem(f"{folder.shown}/{MANIFEST}", 0, "a pack needs this file")])
    problems: list[RuleProblem] = []
    reader = FileReader(file.shown, problems)
    root = reader.root(file.data)
    found = reader.mapping(root, "the pack", _KEYS, _REQUIRED) if root is not None else {}
    texts = {
        key: reader.string(found[key], key) for key in ("pack", "title", "description", "elsewhere") if key in found
    }
    name = folder.shown.rpartition("/")[2]
    if "pack" in found and texts["pack"] != name:
        reader.fail(found["pack"], f"the folder is named {name!r} but the pack is {texts['pack']!r}")
    pack = Pack(
        name=name,
        title=texts.get("title", ""),
        perspective=reader.choice(found["perspective"], "perspective", _PERSPECTIVES) if "perspective" in found else "",
        description=texts.get("description", ""),
        engagements=reader.choices(found["engagement"], "engagement", schema.ENGAGEMENTS)
        if "engagement" in found
        else (),
        company_words=reader.strings(found["company that says"], "company that says")
        if "company that says" in found
        else (),
        nations=reader.choices(found["nation"], "nation", schema.NATIONS) if "nation" in found else (),
        elsewhere=texts.get("elsewhere", ""),
        rulebook=rulebook,
    )
    if problems:
        raise RuleError(problems)
    return pack
