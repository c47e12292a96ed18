"""Originality: what a candidate copies from a corpus, from where, and whether people copy as much."""
