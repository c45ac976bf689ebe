"""How to ask: saved Cypher, names, neighbourhoods and the sentences behind an edge."""
