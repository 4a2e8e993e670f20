"""What a SARIF log says of a rule: what it looks for, why that hurts, what to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausecheck.render.markdown_text import link, literal
from clausecheck.render.plain import visible
from clausecheck.render.wording import BASIS, axis_title, topic_title
from clausecheck.report import Finding
from clausecheck.rulebook.model import Topic

__all__ = ["LEVELS", "descriptor", "message"]

LEVELS = {5: "error", 4: "error", 3: "warning", 2: "note", 1: "note"}
"""SARIF's level of each severity: errors are what should not be signed as it stands."""


def message(text: str) -> dict[str, str]:
    """A SARIF message that reads as `text`: in messages `[a](b)` is a link and braces stand for arguments."""
    out = visible(text)
    if "](" in out:
        out = out.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": out.replace("{", "{{").replace("}", "}}")}


def descriptor(finding: Finding, topic: Topic | None) -> dict[str, Any]:
    """The rule that made `finding`, as SARIF describes rules; `topic` is None where the rulebook is not at hand."""
    title = topic.title if topic else topic_title(finding.topic)
    signal = next((s for s in topic.signals if s.id == finding.rule), None) if topic else None
    said = _help(finding, topic)
    out: dict[str, Any] = {
        "id": visible(finding.rule),
        "shortDescription": {"text": visible(title)},
        "fullDescription": {"text": visible((topic.adverse if topic else "") or finding.why or title)},
        "help": {
            "text": "\n".join(f"{lead}: {visible(words)}" for lead, words in said),
            "markdown": "\n\n".join(f"**{lead}:** {literal(words)}" for lead, words in said),
        },
    }
    if topic and topic.sources:
        read = [f"{visible(s.title)}. Read {s.read}." for s in topic.sources]
        shown = [f"- {literal(s.title)}. Read {literal(s.read)}. {link(s.address)}".rstrip() for s in topic.sources]
        out["help"]["text"] += "\nSources: " + " ".join(read)
        out["help"]["markdown"] += "\n\n**Sources:**\n\n" + "\n".join(shown)
    if signal is not None and signal.severity in LEVELS:  # what protects has no severity
        out["defaultConfiguration"] = {"level": LEVELS[signal.severity]}
    out["properties"] = {"tags": [tag for tag in (finding.axis, finding.topic) if tag]}
    return out


def _help(finding: Finding, topic: Topic | None) -> list[tuple[str, str]]:
    basis = topic.basis if topic else finding.basis
    said: Mapping[str, str] = {
        "Question": topic.question if topic else "",
        "Hurts": topic.adverse if topic else "",
        "Helps": topic.protective if topic else "",
        "Why it matters": topic.why if topic else finding.why,
        "Ask for": topic.ask if topic else finding.ask,
        "False alarms": topic.false_alarms if topic else "",
        "Basis": BASIS.get(basis, basis),
        "Part": axis_title(finding.axis),
    }
    return [(lead, words) for lead, words in said.items() if words]
