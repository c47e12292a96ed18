"""How well a model predicts music it has not learned from: its loss, in nats per token, frame, note and onset."""

from __future__ import annotations

from evaluation.measures.likelihood.measuring import Likelihood, PieceLoss, Rate, measure, piece_loss

__all__ = ["Likelihood", "PieceLoss", "Rate", "measure", "piece_loss"]
