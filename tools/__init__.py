"""What builds the parts of the product that are data: the tagger's weights, the typeface, the canvas."""
