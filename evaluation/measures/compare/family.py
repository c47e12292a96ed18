"""How far apart two sets are in all that is looked at, beside the same sets mixed by chance: one family of looks.

Whoever looks at thirty figures finds one beyond its own 5 %. So a p-value here is that of the farthest look of all
(Westfall and Young 1993, "Resampling-based multiple testing", the single-step maxT): how often pieces that fall to the
sets at random are as far apart in any look. It holds exactly, whatever the looks have in common, if pieces are
exchangeable. To be compared, looks are counted from their median over all mixtures, in units of how far they lie above
it on average; by ranks alone, few mixtures would leave the farthest of many looks tied with chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FALSE_ALARM = 0.05  # of all looks together
SAID = 20  # permutations between two words of progress
EQUAL = 1e-12  # what rounding makes of looks that do not vary

Order: TypeAlias = NDArray[
    np.int64
]  # (pieces,) a permutation: the first set gets its first pieces, the second the rest
Look: TypeAlias = Callable[[Order], float]  # how far apart the sets are then


def family_p_values(
    looks: Mapping[str, Look],
    pieces: int,
    permutations: int,
    seed: int,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, float]:
    """Of each look, how often chance sets the pieces as far apart in any; 1 / (permutations + 1) at least.

    pieces: of both sets, the first set's first. `say` is told how far the permutations have come.
    """
    if not looks:
        return {}
    generator = np.random.default_rng(seed)
    rows = [[look(np.arange(pieces)) for look in looks.values()]]
    for number in range(1, permutations + 1):
        order = generator.permutation(pieces)
        rows.append([look(order) for look in looks.values()])
        if number % SAID == 0 and number < permutations:
            say(f"{number} of {permutations} permutations")
    standing = _standing_out(np.array(rows, dtype=np.float64))
    farthest = standing.max(axis=1)
    return {
        name: float((farthest >= own - EQUAL).sum() / len(farthest))  # the sets as they are count as one mixture
        for name, own in zip(looks, standing[0], strict=True)
    }


def _standing_out(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """(mixtures, looks): in each look's own units; 0 where it does not vary, which tells nothing."""
    above = rows - np.median(rows, axis=0)
    units = np.maximum(above, 0).mean(axis=0)
    varies = units > EQUAL
    standing: NDArray[np.float64] = np.where(varies, above / np.where(varies, units, 1.0), 0.0)
    return standing
