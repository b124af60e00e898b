"""The recipe of the bundled mini reranker: from open text to an ONNX file, on a CPU in minutes."""
