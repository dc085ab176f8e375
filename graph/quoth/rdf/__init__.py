"""The graph in RDF: names, triples, formats, queries and validation."""
