"""What a training run prints: figures on contracts not seen, and how often each confidence is right."""

from collections import Counter
from typing import Any

import numpy as np
import yaml

from tests.scoring import CONTRACTS, WRITTEN_WITH, locate, overlaps

HIGH = 0.95
"""Share of findings of high confidence that must be right."""


def labels_of(bench: Any) -> dict[int, list[tuple[str, tuple[str, ...], tuple[int, int], int]]]:
    """By contract: stance, topics, place and severity of every label."""
    out = {}
    for number, name in enumerate(bench.names):
        if name in WRITTEN_WITH:
            continue
        text = next(e.contract.document.text for e in bench.own if e.source == name)
        entries = yaml.safe_load((CONTRACTS / f"{name}.yaml").read_text(encoding="utf-8"))["clauses"]
        out[number] = [
            (e["stance"], (e["topic"], *(e.get("also") or ())), locate(text, str(e["quote"])), e.get("severity", 0))
            for e in entries
        ]
    return out


def score(labels: Any, found: Any) -> Counter[str]:
    """Counts over findings (contract, topic, stance, place)."""
    counts: Counter[str] = Counter()
    mine: dict[int, set[tuple[str, str, tuple[int, int]]]] = {}
    for number, topic, side, place in found:
        mine.setdefault(number, set()).add((topic, side, place))
    for number, entries in labels.items():
        hits = mine.get(number, set())
        for side in ("adverse", "protective"):
            wanted = [e for e in entries if e[0] == side]
            these = [(t, p) for t, s, p in hits if s == side]
            for _, topics, place, severity in wanted:
                ok = any(t in topics and overlaps(place, p) for t, p in these)
                counts[f"{side} labels"] += 1
                counts[f"{side} met"] += ok
                if side == "adverse" and severity >= 4:
                    counts["serious"] += 1
                    counts["serious met"] += ok
            for topic, place in these:
                counts[f"{side} findings"] += 1
                counts[f"{side} right"] += any(topic in ts and overlaps(p, place) for _, ts, p, _ in wanted)
                around = [e for e in entries if overlaps(e[2], place)]
                if side == "adverse":
                    counts["alarms"] += bool(around) and all(e[0] != "adverse" for e in around)
                else:
                    counts["comfort"] += any(e[0] == "adverse" and topic in e[1] for e in around) and all(
                        e[0] != "protective" for e in around
                    )
    return counts


def f1(counts: Counter[str], side: str) -> float:
    """Of one stance."""
    precision = counts[f"{side} right"] / max(1, counts[f"{side} findings"])
    recall = counts[f"{side} met"] / max(1, counts[f"{side} labels"])
    return 2 * precision * recall / max(1e-9, precision + recall)


def line(counts: Counter[str]) -> str:
    """The figures in a line."""
    out = []
    for side in ("adverse", "protective"):
        precision = counts[f"{side} right"] / max(1, counts[f"{side} findings"])
        recall = counts[f"{side} met"] / max(1, counts[f"{side} labels"])
        out.append(f"{side} P {precision:.3f} R {recall:.3f} F1 {f1(counts, side):.3f}")
    serious = counts["serious met"] / max(1, counts["serious"])
    alarms = counts["alarms"] / max(1, counts["adverse findings"])
    comfort = counts["comfort"] / max(1, counts["protective findings"])
    return "; ".join([*out, f"serious {serious:.3f}", f"alarms {alarms:.3f}", f"comfort {comfort:.3f}"])


def limits_of(candidates: Any, chances: Any) -> dict[str, float]:
    """Chances from which on something counts: where precision and recall are in balance, and where it is certain."""
    limits = {}
    order = np.argsort(-chances)
    right = np.array([c[6] for c in candidates])[order]
    ruled = np.array([c[4] for c in candidates])[order]
    share = np.cumsum(right & ruled) / np.maximum(1, np.cumsum(ruled))
    sure = [chances[order[at]] for at in range(len(order)) if share[at] >= HIGH and ruled[at]]
    limits["high"] = round(float(min(sure, default=0.97)), 3)
    for side, medium in (("adverse", 0.36), ("protective", 0.4)):
        limits[f"medium {side}"] = medium
        limits[f"rule {side}"] = medium
        limits[f"low {side}"] = round(medium * 0.75, 3)
    return limits


def chosen(candidates: Any, chances: Any, limits: dict[str, float]) -> list[Any]:
    """What counts."""
    return [
        (c[0], c[1], c[2], c[5])
        for c, chance in zip(candidates, chances, strict=True)
        if chance >= limits[("rule " if c[4] else "medium ") + c[2]]
    ]


def print_figures(bench: Any, candidates: Any, chances: Any, limits: dict[str, float]) -> None:
    """Rules alone, both together, and how often each confidence is right."""
    labels = labels_of(bench)
    rules = [(c[0], c[1], c[2], c[5]) for c in candidates if c[4] and (c[3]["high"] or c[3]["medium"])]
    print("rules alone   ", line(score(labels, rules)))
    for cut in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        both = [(c[0], c[1], c[2], c[5]) for c, p in zip(candidates, chances, strict=True) if p >= cut]
        print(f"both, from {cut:.2f}", line(score(labels, both)))
    print("as chosen     ", line(score(labels, chosen(candidates, chances, limits))), limits)
    for kind in sorted({name[:2] for number, name in enumerate(bench.names) if number in labels}):
        part = {number: found for number, found in labels.items() if bench.names[number][:2] == kind}
        mine = [c for c in chosen(candidates, chances, limits) if c[0] in part]
        print(f"  {kind} {len(part):2} contracts", line(score(part, mine)))
    right = np.array([c[6] for c in candidates])
    for low, high in ((0.2, 0.34), (0.34, 0.5), (0.5, 0.65), (0.65, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        here = (chances >= low) & (chances < high)
        print(f"chance {low:.2f} to {high:.2f}: {here.sum():5} candidates, {right[here].mean():.3f} right")
    print_sure(candidates, chances, limits)


def print_sure(candidates: Any, chances: Any, limits: dict[str, float]) -> None:
    """How often what is said with each confidence is right."""
    told: dict[tuple[str, str], list[bool]] = {}
    for one, chance in zip(candidates, chances, strict=True):
        reader = "rules" if one[4] else "second reader alone"
        if one[4] and chance >= limits["high"]:
            sure = "high"
        elif chance >= limits[("rule " if one[4] else "medium ") + one[2]]:
            sure = "medium"
        elif one[4] or chance >= limits[f"low {one[2]}"]:
            sure = "low"
        else:
            continue
        told.setdefault((reader, sure), []).append(one[6])
    print("| Said by | Confidence | Findings | Right |\n| --- | --- | --- | --- |")
    for reader, sure in sorted(told):
        right = told[reader, sure]
        print(f"| {reader} | {sure} | {len(right)} | {sum(right) / len(right):.0%} |")
