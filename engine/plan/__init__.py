"""Plans: a program seen again runs as one list of array calls, with its backward pass and its updates.

    rehearsal   the program runs on traced tensors, in a context of its own
    earlier     what these lead to, a graph from before, as far as the program comes
    trace       notes the array calls that it makes, and what these read and write
    simplify, common, in_place, order, constants, gather, source, lower
                make a function of them that does less
    host        by NumPy, in memory that is used again
    cuda        by CuPy and kernels of our own
    accumulate  lets BLAS do more of it, to other last bits, where the context is not exact
    outcome     reads off what the program leaves: tensors, nodes, versions, numbers
    likeness    what a replay's tensors and nodes have to be like
    plan, agreement
                put it together: prove it, tell what it fits, run it

What a replay of array calls cannot express (values that decide in Python, hooks, results whose shapes depend on values)
has no plan; where a value decides otherwise than when it was traced, a plan deviates before it has changed anything.
Either way the program runs operation by operation.
"""

from __future__ import annotations

from engine.plan.plan import Plan
from engine.plan.rehearsal import Rehearsal
from engine.plan.source import Deviation
from engine.plan.trace import Untraceable

__all__ = ["Deviation", "Plan", "Rehearsal", "Untraceable"]
