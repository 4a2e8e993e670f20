"""`clausecheck config`: where the configuration file is and what it says."""

from clausecheck.cli.output import write_stdout

__all__ = ["config"]

_EXAMPLE = """\
# An example; every line is optional.
engagement = "direct"          # {engagements}
nation = "england"             # {nations}
engine = "pdfium"              # {engines}
ocr = "auto"                   # {kinds_of_ocr}
model = "my-terms.docx"        # compared with instead of the model contract
rules = ["my-rules"]           # folders of your own rules

[limits]                       # see `clausecheck limits`
pages = 5000

[cache]                        # what `batch` keeps between runs, see `clausecheck cache info`
size = "2GB"                   # at most; the contracts used longest ago go first
days = 7                       # since a contract was last checked

[figures]                      # your own figures, for `clausecheck model export`
{figures}"""


def config() -> None:
    """Show your configuration file: where, and what it says."""
    from clausecheck.bulk.cache_limits import CacheLimits
    from clausecheck.cli.caching import size_text
    from clausecheck.cli.limiting import LIMITS, show_limit
    from clausecheck.cli.settings import FIGURES, load_settings
    from clausecheck.extract.limits import Limits

    settings = load_settings()
    if not settings.exists:
        write_stdout(f"{settings.path}\nThere is no such file, and none is needed.\n\n{_example()}\n")
        return
    lines = [str(settings.path)]
    for name in ("engagement", "nation", "engine", "ocr", "model"):
        lines.append(f"{name + ':':12} {getattr(settings, name) or 'not set'}")
    lines.append(f"{'rules:':12} {', '.join(map(str, settings.rules)) or 'not set'}")
    changed = [kind for kind in LIMITS if getattr(settings.limits, kind.field) != getattr(Limits(), kind.field)]
    lines += [f"limit {kind.name} = {show_limit(kind, settings.limits)}  ({kind.meaning})" for kind in changed]
    if settings.cache != CacheLimits():
        lines.append(f"cache = {size_text(settings.cache.size)}, {settings.cache.days:g} days")
    lines += [f"{name} = {value:g}  ({FIGURES[name]})" for name, value in settings.figures]
    write_stdout("\n".join(lines) + "\n")


def _example() -> str:
    from clausecheck.cli.choices import Engagement, Engine, Nation, Ocr
    from clausecheck.cli.settings import FIGURES

    shown = {
        "session_fee_gbp": 500,
        "overrun_gbp_per_hour": 120,
        "patients_per_session": 15,
        "payment_days": 14,
        "sessions_per_month": 12,
    }
    return _EXAMPLE.format(
        engagements=", ".join(Engagement),
        nations=", ".join(Nation),
        engines=", ".join(Engine),
        kinds_of_ocr=", ".join(Ocr),
        figures="\n".join(f"{name} = {shown.get(name, 0)}".ljust(30) + f" # {FIGURES[name]}" for name in shown),
    )
