"""The whole state of a context as plain data and arrays, and a context made of these: the same in every detail.

What is saved is a document that JSON can hold, and the storages, each once. A document has

    context     modes, counters and all else that a context has by itself
    variables   the numbers of the tensors that have names
    objects     tensors, nodes, versions, and what belongs to them: see `columns`
    arrays      windows on storages, by number: see `arrays`
    values      in all of these, as `values` spells them
"""

from engine.saving.load import load as load
from engine.saving.save import save as save
from engine.saving.saved import Saved as Saved
from engine.saving.values import Unsaveable as Unsaveable
