"""What a document is: its clean text, its tree of measures, its sentences, and what it says of itself."""
