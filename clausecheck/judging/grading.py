"""`rules/grading.yaml` as typed values, checked strictly; every fault is a `RuleError`."""

from collections.abc import Mapping, Sequence

from clausecheck.errors import RuleError, RuleProblem
from clausecheck.record import record, replaced

__all__ = ["LETTERS", "Cap", "Grading", "Scale", "Stakhanov", "grading_of"]

LETTERS = ("A", "B", "C", "D", "E")
_PATH = "grading.yaml"
_CHOICES = ("largest", "smallest", "first", "last")


@record
class Cap:
    """So many topics at or above a severity, and the letter is at best `best`."""

    severity: int
    topics: float
    best: str


@record
class Scale:
    """Points to a letter."""

    limits: tuple[float, float, float, float]
    """Most points of A, B, C and D."""
    caps: tuple[Cap, ...]
    reasons: int
    """How many reasons to print."""
    silence: float = 1e9
    """Points that silence may cost in all: a contract that says little is not for that a bad one."""
    doubtful: float = 1.0
    """For how much of a topic one counts towards a cap whose harm is only of medium confidence."""


@record
class Stakhanov:
    """What the ratio assumes where a contract does not say."""

    visit_minutes: float
    appointment_minutes: float
    session_minutes: float
    topics: tuple[str, ...]
    """Topics whose findings mean that the work has no upper limit."""
    severity: int
    """From this severity on."""


@record
class Grading:
    """Everything that may be tuned about judging."""

    verdicts: tuple[str, ...]
    """In the order of `LETTERS`."""
    severity: tuple[float, ...]
    """Points by severity; index 0 is unused."""
    silence: tuple[float, ...]
    """Points by how much silence matters, 0 to 5."""
    confidence: tuple[tuple[str, float], ...]
    """Part of the points that counts; low confidence counts nothing."""
    further: float
    """Part of the points that counts on the further topics of the same words."""
    overall: Scale
    axis: Scale
    doubted: Cap
    """For what a rule names that is only worth a look; one is enough."""
    stakhanov: Stakhanov
    governs: tuple[tuple[str, str], ...]
    """Quantity name and which of several values governs."""


class _Reader:
    """Takes plain YAML values apart and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[RuleProblem] = []

    def fail(self, where: str, message: str) -> None:
        self.problems.append(RuleProblem(_PATH, 0, f"{where}: {message}"))

    def mapping(self, value: object, where: str, keys: Sequence[str]) -> dict[str, object]:
        """All of `keys` and no other; what is missing or refused is left out."""
        if not isinstance(value, Mapping):
            self.fail(where, "must be a mapping")
            return {}
        found = {str(key): item for key, item in value.items()}
        for key in found:
            if key not in keys:
                self.fail(where, f"unknown key {key!r}; accepted: {', '.join(keys)}")
        for key in keys:
            if key not in found:
                self.fail(where, f"{key!r} is missing")
        return found

    def number(self, value: object, where: str, low: float = 0) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value < 1e9:
            return float(value)
        self.fail(where, f"must be a number of at least {low:g}, not {value!r}")
        return low

    def whole(self, value: object, where: str, low: int, high: int) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fail(where, f"must be a whole number from {low} to {high}, not {value!r}")
        return low

    def rising(self, value: object, where: str, keys: Sequence[str]) -> tuple[float, ...]:
        """Numbers that never fall in the order of `keys`: the grade is monotone only so."""
        found = self.mapping(value, where, keys)
        numbers = [self.number(found.get(key, 0), f"{where}.{key}") for key in keys]
        if numbers != sorted(numbers):
            self.fail(where, f"the numbers must not fall from {keys[0]} to {keys[-1]}")
        return tuple(numbers)

    def choice(self, value: object, where: str, accepted: Sequence[str]) -> str:
        if isinstance(value, str) and value in accepted:
            return value
        self.fail(where, f"must be one of {', '.join(accepted)}, not {value!r}")
        return accepted[0]

    def sequence(self, value: object, where: str) -> list[object]:
        if isinstance(value, list):
            return list(value)
        self.fail(where, "must be a list")
        return []


_KEYS = (
    "verdicts",
    "severity",
    "confidence",
    "further topics",
    "silence",
    "silence at most",
    "overall",
    "axis",
    "caps",
    "reasons",
    "stakhanov",
    "governs",
)


def grading_of(raw: Mapping[str, object]) -> Grading:
    """`Rulebook.grading` checked; RuleError names every fault at once."""
    r = _Reader()
    top = r.mapping(raw, "top", _KEYS)
    verdicts = r.mapping(top.get("verdicts", {}), "verdicts", LETTERS)
    confidence = r.mapping(top.get("confidence", {}), "confidence", ("high", "medium"))
    caps = r.mapping(top.get("caps", {}), "caps", ("medium confidence", "worth a look", "overall", "axis"))
    doubtful = r.number(caps.get("medium confidence", 1), "caps.medium confidence")
    reasons = r.mapping(top.get("reasons", {}), "reasons", ("overall", "axis"))

    def scale(name: str) -> Scale:
        found = _scale(r, top.get(name, {}), caps.get(name, []), reasons.get(name, 1), name)
        return replaced(found, doubtful=doubtful, silence=most if name == "overall" else found.silence)

    most = r.number(top.get("silence at most", 1e8), "silence at most")
    governs = top.get("governs", {})
    if not isinstance(governs, Mapping):
        r.fail("governs", "must be a mapping")
        governs = {}
    grading = Grading(
        verdicts=tuple(str(verdicts.get(letter, "")) for letter in LETTERS),
        severity=(0.0, *r.rising(top.get("severity", {}), "severity", ("1", "2", "3", "4", "5"))),
        silence=(0.0, *r.rising(top.get("silence", {}), "silence", ("1", "2", "3", "4", "5"))),
        confidence=tuple((key, r.number(confidence.get(key, 1), f"confidence.{key}")) for key in ("high", "medium")),
        further=r.number(top.get("further topics", 1), "further topics"),
        overall=scale("overall"),
        axis=scale("axis"),
        doubted=_cap(r, caps.get("worth a look", {}), "caps.worth a look", ("severity", "best")),
        stakhanov=_stakhanov(r, top.get("stakhanov", {})),
        governs=tuple((str(name), r.choice(how, f"governs.{name}", _CHOICES)) for name, how in governs.items()),
    )
    if r.problems:
        raise RuleError(r.problems)
    return grading


def _scale(r: _Reader, limits: object, caps: object, reasons: object, where: str) -> Scale:
    a, b, c, d = r.rising(limits, where, LETTERS[:4])
    found = [
        _cap(r, item, f"caps.{where}[{number}]", ("severity", "topics", "best"))
        for number, item in enumerate(r.sequence(caps, f"caps.{where}"), 1)
    ]
    return Scale((a, b, c, d), tuple(found), r.whole(reasons, f"reasons.{where}", 1, 50))


def _cap(r: _Reader, value: object, place: str, keys: Sequence[str]) -> Cap:
    cap = r.mapping(value, place, keys)
    return Cap(
        r.whole(cap.get("severity"), f"{place}.severity", 1, 5),
        r.number(cap.get("topics", 1), f"{place}.topics", 0.1),
        r.choice(cap.get("best"), f"{place}.best", LETTERS),
    )


def _stakhanov(r: _Reader, value: object) -> Stakhanov:
    where = "stakhanov"
    found = r.mapping(value, where, ("visit minutes", "appointment minutes", "session minutes", "no limit"))
    limit = r.mapping(found.get("no limit", {}), f"{where}.no limit", ("topics", "severity"))
    topics = r.sequence(limit.get("topics", []), f"{where}.no limit.topics")
    return Stakhanov(
        r.number(found.get("visit minutes", 1), f"{where}.visit minutes", 1),
        r.number(found.get("appointment minutes", 1), f"{where}.appointment minutes", 1),
        r.number(found.get("session minutes", 1), f"{where}.session minutes", 1),
        tuple(str(topic) for topic in topics),
        r.whole(limit.get("severity"), f"{where}.no limit.severity", 1, 5),
    )
