"""BLEU from Python: `from evaluation.bleu import score_candidates`."""

from evaluation.measures.bleu.options import MAIA_WEIGHTS
from evaluation.measures.bleu.scores import BleuReport, CandidateScore, corpus_bleu, score_candidates

__all__ = ["MAIA_WEIGHTS", "BleuReport", "CandidateScore", "corpus_bleu", "score_candidates"]
