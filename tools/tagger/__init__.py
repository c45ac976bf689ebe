"""How the tagger is trained: annotated prose in, a table of weights out."""
