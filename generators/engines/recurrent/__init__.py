"""Stacked recurrent layers by ONNX Runtime, whichever model has them."""
