"""The names in a text: where they begin and end, what kind of thing each one is, and which thing it stands for."""
