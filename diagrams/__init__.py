"""How to hand it on: a subgraph becomes a figure that survives print."""
