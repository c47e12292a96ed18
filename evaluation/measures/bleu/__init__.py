"""Weighted BLEU: how much of a candidate stands in a corpus, n-gram by n-gram. From Python: `evaluation.bleu`."""
