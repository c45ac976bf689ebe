"""Prints small documents in the layouts that offices use, each with the text that it was printed from."""
