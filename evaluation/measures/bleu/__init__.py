"""Weighted BLEU: how much of a candidate stands in a corpus, n-gram by n-gram."""

from evaluation.measures.bleu.scores import MAIA_WEIGHTS, BleuReport, CandidateScore, corpus_bleu, score_candidates

__all__ = ["MAIA_WEIGHTS", "BleuReport", "CandidateScore", "corpus_bleu", "score_candidates"]
