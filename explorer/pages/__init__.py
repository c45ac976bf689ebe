"""The pages: each a module with ``render()``, which draws it and can be tested alone."""
