"""Whether suffixes are all there and in order, in time that grows with the text alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.compiling import compiled


@compiled
def in_order(text: NDArray[np.integer], suffixes: NDArray[np.int32]) -> bool:
    """Whether `suffixes` has every place of the text once, in the lexicographic order of the suffixes.

    text, suffixes: (places,). Two neighbours are in order if their first tokens ascend, or are equal and their rests
    are in order: those are suffixes, too, whose ranks are known (S. Burkhardt and J. Kärkkäinen, "Fast lightweight
    suffix array construction and checking", 2003). So none can be there twice. Takes 4 bytes for each place.
    """
    count = len(text)
    if len(suffixes) != count:
        return False
    ranks = np.full(count + 1, -1, dtype=np.int32)  # the rest of the last suffix is empty: it stands before all
    for rank in range(count):
        place = suffixes[rank]
        if place < 0 or place >= count:
            return False
        ranks[place] = rank
    for rank in range(1, count):
        before, place = suffixes[rank - 1], suffixes[rank]
        if text[before] > text[place]:
            return False
        if text[before] == text[place] and ranks[before + 1] >= ranks[place + 1]:
            return False
    return True
