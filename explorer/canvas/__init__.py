"""The graph canvas: a Streamlit component of our own round cytoscape.js, served from this machine alone."""

from explorer.canvas.component import draw
from explorer.canvas.payload import Line, Picture, lines

__all__ = ["Line", "Picture", "draw", "lines"]
