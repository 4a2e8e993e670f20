"""The structure of a contract: its clauses and its passages, each the smallest piece that means something by itself."""

from clausecheck.document import Document
from clausecheck.reading.assembly import assemble
from clausecheck.reading.clausetree import Tree
from clausecheck.reading.contract import Clause, Passage
from clausecheck.reading.passages import Draft, cut
from clausecheck.reading.sentences import trim
from clausecheck.reading.silence import silence

__all__ = ["outline"]


def outline(document: Document) -> tuple[tuple[Clause, ...], tuple[Passage, ...]]:
    """Clauses and passages of a document, both in text order.

    The first clause is the whole document; every other has its parent among those before it.
    Linear in the length of the text.
    """
    tree, paragraphs, thread = assemble(document)
    drafts = silence(document, tree, cut(document.text, tree, paragraphs), thread)
    return _clauses(document, tree), tuple(map(_passage, drafts))


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


def _clauses(document: Document, tree: Tree) -> tuple[Clause, ...]:
    """The tree as clauses: each ends where the next one that is not below it begins."""
    text, nodes = document.text, tree.nodes
    open_nodes = [0]
    for index in range(1, len(nodes)):
        while open_nodes[-1] != nodes[index].parent:
            closed = open_nodes.pop()
            nodes[closed].end = max(trim(text, nodes[closed].start, nodes[index].start)[1], nodes[closed].start)
        open_nodes.append(index)
    for index in open_nodes:
        nodes[index].end = len(text.rstrip())
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
