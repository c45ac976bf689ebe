"""How documents say it: a file goes in, a batch of facts with their sentences comes out."""
