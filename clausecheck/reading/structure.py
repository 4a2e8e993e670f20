"""The structure of a contract: its clauses and its passages, each the smallest piece that means something by itself."""

from clausecheck.document import Document
from clausecheck.reading.assembly import assemble
from clausecheck.reading.clausetree import Tree
from clausecheck.reading.contract import Clause, Passage
from clausecheck.reading.grouping import group
from clausecheck.reading.passages import Draft, cut
from clausecheck.reading.silence import silence

__all__ = ["outline"]


def outline(document: Document) -> tuple[tuple[Clause, ...], tuple[Passage, ...]]:
    """Clauses and passages of a document, both in text order.

    The first clause is the whole document; every other has its parent among those before it.
    Linear in the length of the text.
    """
    tree, paragraphs, thread = assemble(document)
    drafts = silence(document, tree, cut(document.text, tree, paragraphs), thread)
    group(tree, drafts)
    return _clauses(document, tree, drafts), tuple(map(_passage, drafts))


def _passage(draft: Draft) -> Passage:
    return Passage(
        draft.start,
        draft.end,
        draft.node,
        draft.kind,
        draft.leads,
        draft.headings,
        not draft.silenced,
        draft.silenced,
        draft.defines,
    )


def _clauses(document: Document, tree: Tree, drafts: list[Draft]) -> tuple[Clause, ...]:
    """The tree as clauses; each ends with the last passage in it or below it."""
    text, nodes = document.text, tree.nodes
    for node in nodes:
        node.end = node.heading[1] if node.heading else node.start
    for draft in drafts:
        nodes[draft.node].end = max(nodes[draft.node].end, draft.end)
    for node in reversed(nodes[1:]):
        nodes[node.parent].end = max(nodes[node.parent].end, node.end)
    return tuple(
        Clause(
            "" if node.kind == "message" else node.number,
            " ".join(text[slice(*node.heading)].split()) if node.heading else "",
            node.start,
            node.end,
            document.page_of(node.start),
            node.parent,
            tree.part_of(index),
        )
        for index, node in enumerate(nodes)
    )
