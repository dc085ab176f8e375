"""The bundled model: features, decoding and the runner."""
