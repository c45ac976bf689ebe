"""The graph canvas: a Streamlit component of our own round cytoscape.js, served from this machine alone."""

from explorer.canvas.component import Answer, draw
from explorer.canvas.payload import Picture

__all__ = ["Answer", "Picture", "draw"]
