"""Small rule folders in memory, for tests of the reader of rules."""

from textwrap import dedent

from clausecheck.errors import RuleProblem
from clausecheck.rulebook.building import build
from clausecheck.rulebook.model import Rulebook
from clausecheck.rulebook.places import RuleFile, RuleFolder

TOPICS = """
axes:
  workload: How much work
  pay: What is paid
topics:
  overrun: {axis: workload, silence: 5, unless: [agency], adverse: "unpaid overrun", protective: "paid overrun"}
  fee-basis: {axis: pay, silence: 0, adverse: "all in", protective: "stated"}
"""

SOURCES = """
sources:
  B3: {title: "BMA, fees", address: "https://example.org/fees", kind: guidance, nation: UK, read: 2026-11-01, status: confirmed}
"""  # noqa: E501

WORDS = """
concepts:
  overrun: |
    # the work goes on after the finish
    overrun*
    run late
  unpaid:
    phrases: |
      unpaid
      without pay
    except: |
      not unpaid
"""

OVERRUN = """
topic: overrun
axis: workload
title: Overrun
question: Who pays for it?
why: It adds up.
ask: Overruns are paid.
silent: Nobody says.
basis: guidance
sources: [B3]
false alarms: None known.
quantity: {name: overrun_gbp_per_hour, better: higher}
signals:
  - id: overrun.unpaid
    stance: adverse
    severity: 5
    plain: You are not paid for overruns.
    when: |
      {overrun} ... {unpaid}
    examples:
      fires: ["Any overrun is unpaid."]
      stays quiet: ["An overrun is paid.", "The break is unpaid."]
  - id: overrun.paid
    stance: protective
    plain: Overruns are paid at {overrun_gbp_per_hour} pounds an hour.
    when: {near: ["{overrun}", "{money}"], within: 12}
    sets: [overrun_gbp_per_hour]
    effects:
      - {do: withdraw, on: [overrun.unpaid], in: contract, say: "but overruns are paid"}
    examples:
      fires: ["An overrun is paid at £100 an hour."]
      stays quiet: ["An overrun is unpaid.", "You are paid £100 an hour."]
"""

FILES = {
    "topics.yaml": TOPICS,
    "sources.yaml": SOURCES,
    "vocabulary/time.yaml": WORDS,
    "workload/overrun.yaml": OVERRUN,
}


def folder(files: dict[str, str], shown: str = "rules") -> RuleFolder:
    """The texts, dedented, as a folder; each begins on line 1 with its first word."""
    read = [RuleFile(f"{shown}/{name}", name, dedent(text).lstrip("\n").encode()) for name, text in files.items()]
    return RuleFolder(shown, tuple(sorted(read, key=lambda f: f.inner)))


def built(*user: dict[str, str], **changed: str) -> tuple[Rulebook, list[RuleProblem]]:
    """The small rules, some files changed by name (`overrun=...`, `words=...`), and user folders after them."""
    names = {"overrun": "workload/overrun.yaml", "words": "vocabulary/time.yaml"}
    names |= {name: f"{name}.yaml" for name in ("topics", "sources", "grading")}
    files = FILES | {names[key]: text for key, text in changed.items()}
    folders = [folder(files), *(folder(files, f"mine{n}") for n, files in enumerate(user))]
    return build(folders, "0" * 64)


def said(*user: dict[str, str], **changed: str) -> list[str]:
    """The problems as text."""
    return [str(problem) for problem in built(*user, **changed)[1]]
