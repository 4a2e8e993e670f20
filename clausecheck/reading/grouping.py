"""Paragraphs of unnumbered text as clauses of their own, so that `the same clause` means the same subject."""

from clausecheck.document import Span
from clausecheck.reading.clausetree import Node, Tree
from clausecheck.reading.contract import PassageKind
from clausecheck.reading.passages import Draft

__all__ = ["group"]

_LOOSE = frozenset(("root", "head", "message", "part", "article", "capital"))
"""Kinds of clauses whose paragraphs may each be about something else."""
_MOST = 3
"""A section of no more paragraphs than this is one clause."""


def group(tree: Tree, drafts: list[Draft]) -> None:
    """Give every paragraph of a long unnumbered section, and of a letter, a clause of its own."""
    groups: dict[int, list[list[Draft]]] = {}
    for draft in drafts:
        node = draft.node
        if draft.kind is PassageKind.heading or tree.nodes[node].kind not in _LOOSE:
            continue
        known = groups.setdefault(node, [])
        if known and _together(known[-1], draft):
            known[-1].append(draft)
        else:
            known.append([draft])
    added: list[tuple[Node, list[Draft]]] = []
    for node, paragraphs in groups.items():
        if len(paragraphs) > _MOST:
            added.extend((Node("paragraph", (), node, members[0].start), members) for members in paragraphs)
    if added:
        _insert(tree, drafts, added)


def _together(members: list[Draft], draft: Draft) -> bool:
    """The passage belongs to the paragraph: the same lines, a row after a row, or a list that the paragraph leads."""
    last = members[-1]
    if last.source is draft.source or (last.kind is PassageKind.row and draft.kind is PassageKind.row):
        return True
    return any(_holds(members, lead) for lead in draft.leads)


def _holds(members: list[Draft], lead: Span) -> bool:
    return members[0].start <= lead[0] < members[-1].end


def _insert(tree: Tree, drafts: list[Draft], added: list[tuple[Node, list[Draft]]]) -> None:
    """Put the new clauses where they stand in the text, and renumber what points at clauses."""
    old = len(tree.nodes)
    nodes = [*tree.nodes, *(node for node, _ in added)]
    order = sorted(range(len(nodes)), key=lambda index: (nodes[index].start, index))
    place = [0] * len(nodes)
    for new, index in enumerate(order):
        place[index] = new
    for index, (_, members) in enumerate(added):
        for draft in members:
            draft.node = old + index
    for draft in drafts:
        draft.node = place[draft.node]
    for node in nodes:
        if node.parent >= 0:
            node.parent = place[node.parent]
    tree.nodes = [nodes[index] for index in order]
