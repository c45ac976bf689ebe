"""The product by its own name: ``python -m innograph`` is the command ``innograph``.

The module also lets Streamlit find the graph canvas: its scanner looks for the module that is named
like the distribution and for the ``pyproject.toml`` beside it (``docs/decisions/0006-graph-canvas.md``).
"""

from __future__ import annotations

if __name__ == "__main__":
    from cli import main

    main()
