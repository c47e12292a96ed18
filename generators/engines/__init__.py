"""Who computes the next token's logits: ONNX Runtime, without torch, or torch."""
