"""The whole state of a context as plain data and arrays, and a context made of these: the same in every detail.

What is saved is a document that JSON can hold, and the storages, each once. A document has

    modes       modes, counters and all else that a context has by itself
    hooks       its hooks by name, `released` the owners that nobody has taken yet
    variables   the tensors that have names
    objects     tensors, nodes, versions and what belongs to them: tables of the objects of one class that have the same
                attributes, with a column for each (`columns`); they are numbered through, from 1
    generators  their states; `levels` those of vmap
    arrays      windows on storages (`arrays`)

and values in all of these as `values` and `writing` spell them.
"""

from engine.saving.fork import fork as fork
from engine.saving.load import load as load
from engine.saving.save import save as save
from engine.saving.saved import Saved as Saved
from engine.saving.values import Unsaveable as Unsaveable
