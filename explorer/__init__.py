"""How to look: the pages of the browser explorer, the only code that draws on a screen."""
