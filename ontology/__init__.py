"""The ontology of Quoth as files: terms, vocabularies, shapes, queries and an example."""
