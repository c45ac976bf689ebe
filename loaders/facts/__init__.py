"""What is said of the things that are named: relations, duties, figures and citations, each with its sentence."""
