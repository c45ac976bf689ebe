"""What is true: the ontology, the values of the model, and the store that keeps them."""
