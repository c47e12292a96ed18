"""Copying, token by token: the longest runs of candidates that stand in a corpus, and where."""
