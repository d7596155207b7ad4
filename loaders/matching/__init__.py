"""How a written text becomes a municipality. `loaders.matching.municipalities` is the way in. The modules, in order:

garbled, names      letters and words
gazetteer           what a name stands for
likeness, misspellings   names that are not written out, or not written right
readings            what a text says, and how a county narrows it
plain, numbers      a name or a number as it stands
single, several     one name among other words; several names with signs between them
texts               all of these in their order
addresses, reasons  e-mail domains; the sentence for the user
"""
