"""What each node of a formula is made of, for whatever walks through formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.expression import (
    Above,
    Largest,
    Product,
    Quotient,
    Requiring,
    Smallest,
    Step,
    Sum,
)

if TYPE_CHECKING:
    from des_decider.appraisal.expression import Node


def made_of(node: Node) -> tuple[Node, ...]:
    """Every node on which the value of a node can hang, in the order they are read; nothing for a leaf."""
    match node:
        case Sum():
            return node.parts
        case Product():
            return node.factors
        case Quotient():
            return (node.top, node.bottom) if node.when_zero is None else (node.top, node.bottom, node.when_zero)
        case Smallest() | Largest():
            return (node.one, node.other)
        case Above():
            return (node.tested, node.above, node.below)
        case Requiring():
            return (node.node, node.required)
        case Step():
            return (node.node,)
    return ()
