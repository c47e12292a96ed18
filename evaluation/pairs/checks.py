"""The checks of each task, in their order: what is thrown away, and for what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluation.pairs.gate import Check

PERCENTILE = 95  # of held-out music: what the limits on copying and on BLEU are
MIN_FRAMES, MAX_FRAMES = 100, 400  # BachBot's bounds on a composition, in sixteenths (scripts/decode.py)
OTHER_LENGTH = f"not {MIN_FRAMES} to {MAX_FRAMES} sixteenths long"


def _percentile(values: Sequence[float]) -> float:
    return float(np.percentile(values, PERCENTILE))


def _whole_percentile(values: Sequence[float]) -> float:
    """Rounded down."""
    return int(np.percentile(values, PERCENTILE))


STANDS_STILL = Check("hold", "hold", "stands still", max)
COMPOSITION = (
    Check("finished", "finished", "unfinished", 1, least=True),
    Check("shortest", "frames", OTHER_LENGTH, MIN_FRAMES, least=True),
    Check("longest", "frames", OTHER_LENGTH, MAX_FRAMES),
    Check("copied", "copied", "copied too long a run", _whole_percentile),
    Check("bleu", "bleu", "BLEU above Bach's own", _percentile),
    STANDS_STILL,
)
HARMONIZATION = (  # most of it is the chorale's, so it may copy as much
    Check("copied", "copied", "copied too long a run", _whole_percentile, as_human=True),
    Check("bleu", "bleu", "BLEU above Bach's own", _percentile, as_human=True),
    STANDS_STILL,
)
CONTINUATION = (
    Check("every voice", "fewest notes", "a voice rests throughout", 1, least=True),
    Check("another piece", "differs", "the same as the human's", 1, least=True),
    Check("fewest", "notes", "nearly empty", min, least=True),
    Check("most", "notes", "overfull", max),
    Check("silence", "silence", "silent too long", max),
    Check("distinct", "distinct", "repeats itself", min, least=True),
    Check("copied", "copied", "copied too long a run", _whole_percentile),
)
