"""Transformer language models, dense and sparse: maia's."""
