"""The one optional configuration file: where it is, what may stand in it, and reading it strictly."""

import os
import sys
from pathlib import Path
from typing import Any, TypeVar

from clausecheck.bulk.cache_limits import CacheLimits
from clausecheck.cli.choices import Engagement, Engine, Nation, Ocr
from clausecheck.cli.unknown import unknown
from clausecheck.errors import UsageProblem
from clausecheck.extract.limits import Limits
from clausecheck.record import record

__all__ = ["FIGURES", "NOT_FOR_OTHERS", "Settings", "load_settings", "settings_path"]

FIGURES = {
    "session_fee_gbp": "your fee for a session",
    "hourly_fee_gbp": "your fee for an hour",
    "overrun_gbp_per_hour": "what you charge for an hour after the finish",
    "session_minutes": "length of a session",
    "consulting_minutes": "minutes of it spent seeing patients",
    "break_minutes": "paid break in a session",
    "admin_minutes": "paid time for your own paperwork",
    "appointment_minutes": "length of an appointment",
    "telephone_minutes": "length of a telephone appointment",
    "patients_per_session": "most patients in a session",
    "patients_per_day": "most patients in a day",
    "visits_per_session": "most home visits in a session",
    "payment_days": "days you give for payment",
    "sessions_per_month": "sessions you work in a month",
}
"""The figures a locum may call their own, each with what it means; `model export` writes them into the model."""

NOT_FOR_OTHERS = frozenset({"sessions_per_month"})
"""Figures for the locum's own sums: they stand in no contract."""

_Choice = TypeVar("_Choice", Engagement, Nation, Engine, Ocr)

_KEYS = ("engagement", "nation", "engine", "ocr", "model", "rules", "figures", "limits", "cache")


@record
class Settings:
    """What the configuration file says; None or empty where it says nothing."""

    path: Path
    exists: bool = False
    engagement: Engagement | None = None
    nation: Nation | None = None
    engine: Engine | None = None
    ocr: Ocr | None = None
    model: Path | None = None
    rules: tuple[Path, ...] = ()
    figures: tuple[tuple[str, float], ...] = ()
    """Quantity name and value, in the order of `FIGURES`."""
    limits: Limits = Limits()
    cache: CacheLimits = CacheLimits()


def settings_path() -> Path:
    """Where the file is looked for: `CLAUSECHECK_CONFIG`, else the user's own configuration folder."""
    named = os.environ.get("CLAUSECHECK_CONFIG")
    if named:
        return Path(named)
    if sys.platform == "linux":
        # What platformdirs would say; importing it takes longer than to look for the file.
        folder = os.environ.get("XDG_CONFIG_HOME", "")
        return Path(folder if os.path.isabs(folder) else os.path.expanduser("~/.config"), "clausecheck", "config.toml")
    import platformdirs

    return platformdirs.user_config_path("clausecheck", appauthor=False) / "config.toml"


def load_settings() -> Settings:
    """Read the file, if there is one; raises `UsageProblem` with every fault in it at once."""
    path = settings_path()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(path)
    except UnicodeDecodeError as error:
        raise UsageProblem(f"{path}: the configuration is not UTF-8 text. Save it again as UTF-8.") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageProblem(f"{path}: the configuration cannot be read ({why}). Mend it, or move it away.") from error
    reader = _Reader(path, _parsed(path, text))
    settings = Settings(
        path=path,
        exists=True,
        engagement=reader.choice("engagement", Engagement),
        nation=reader.choice("nation", Nation),
        engine=reader.choice("engine", Engine),
        ocr=reader.choice("ocr", Ocr),
        model=reader.file("model"),
        rules=reader.folders("rules"),
        figures=reader.figures(),
        limits=reader.limits(),
        cache=reader.cache(),
    )
    reader.finish()
    return settings


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageProblem(f"{path}: the configuration is not TOML: {error}.") from error
    except RecursionError:
        raise UsageProblem(f"{path}: the configuration has lists within lists without end. Write them flat.") from None


class _Reader:
    """Takes one key after the other and collects what is wrong."""

    def __init__(self, path: Path, data: dict[str, Any]) -> None:
        self.path = path
        self.data = data
        self.problems = [f"{key}: {unknown(key, _KEYS)}" for key in data if key not in _KEYS]

    def choice(self, key: str, kind: type[_Choice]) -> _Choice | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value in [str(member) for member in kind]:
            return kind(value)
        self.problems.append(f"{key} = {value!r}: use one of {', '.join(kind)}")
        return None

    def file(self, key: str) -> Path | None:
        value = self.data.get(key)
        if value is None or isinstance(value, str):
            return None if value is None else self._beside(value)
        self.problems.append(f"{key}: write the path of a file in quotes")
        return None

    def folders(self, key: str) -> tuple[Path, ...]:
        value = self.data.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(self._beside(item) for item in value)
        self.problems.append(f'{key}: write a list of folders, such as ["my-rules"]')
        return ()

    def figures(self) -> tuple[tuple[str, float], ...]:
        table = self.data.get("figures", {})
        if not isinstance(table, dict):
            self.problems.append("figures: write a table, [figures], with one name = number a line")
            return ()
        for name, value in table.items():
            if name not in FIGURES:
                self.problems.append(f"figures.{name}: {unknown(name, FIGURES)}")
            elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
                self.problems.append(f"figures.{name}: write a number, 0 or more, without a unit")
        return tuple((name, table[name]) for name in FIGURES if name in table)

    def limits(self) -> Limits:
        table = self.data.get("limits")
        if table is None:
            return Limits()
        if not isinstance(table, dict):
            self.problems.append("limits: write a table, [limits], with one name = value a line")
            return Limits()
        from clausecheck.cli.limiting import limits_of

        return limits_of(table, self.problems)

    def cache(self) -> CacheLimits:
        table = self.data.get("cache")
        if table is None:
            return CacheLimits()
        if not isinstance(table, dict):
            self.problems.append("cache: write a table, [cache], with size and days")
            return CacheLimits()
        from clausecheck.cli.caching import cache_limits_of

        return cache_limits_of(table, self.problems)

    def finish(self) -> None:
        """Raise `UsageProblem` if anything was wrong."""
        if self.problems:
            raise UsageProblem("\n".join(f"{self.path}: {_sentence(problem)}" for problem in self.problems))

    def _beside(self, value: str) -> Path:
        """Paths in the file are meant from the file's own folder."""
        return self.path.parent / Path(value).expanduser()


def _sentence(problem: str) -> str:
    return problem if problem.endswith("?") else f"{problem}."
