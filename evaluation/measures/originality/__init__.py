"""Originality: what a candidate copies from a corpus, from where, and whether people copy as much."""

from evaluation.measures.originality.events import Line, chord_events, onset_events, skeleton
from evaluation.measures.originality.kinds import KINDS, EventKind
from evaluation.ngrams.copies.search import Copies, Copy, CopySearch, find_copies, find_shared_events

__all__ = [
    "KINDS",
    "Copies",
    "Copy",
    "CopySearch",
    "EventKind",
    "Line",
    "chord_events",
    "find_copies",
    "find_shared_events",
    "onset_events",
    "skeleton",
]
