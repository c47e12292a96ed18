"""Smoothing: from what was counted to weights. Every order interpolates with the one below:

    p(w | h) = alpha(h, w) + gamma(h) · p(w | h without its oldest token)

- `witten-bell`: alpha = c(hw) / (c(h) + t(h)), gamma = t(h) / (c(h) + t(h)), t(h) the number of tokens seen after h.
  Source: I. Witten and T. Bell, The zero-frequency problem, IEEE Trans. Inf. Theory 37, 1991, method C.
- `kneser-ney`: interpolated modified Kneser-Ney. Orders below the highest count by how many tokens an n-gram is
  preceded, and every count is discounted by D1, D2 or D3, as it is 1, 2 or more. Source: S. Chen and J. Goodman, An
  empirical study of smoothing techniques for language modeling, 1998; fallback discounts and the treatment of a
  sequence's beginning as in K. Heafield's KenLM (lmplz).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generators.errors import InputError
from generators.models.ngram.counting import Ids

FALLBACK_DISCOUNTS = (0.5, 1.0, 1.5)

Values = NDArray[np.float64]


def weights_of(
    counts: Ids, owners: Ids, size: int, smoothing: str, discount: float | None = None
) -> tuple[Values, Values]:
    """Each n-gram's alpha, (G,), and each context's gamma, (C,).

    counts, owners: (G,) how often each n-gram counts, and the number of its context, of `size`. smoothing: one of
    SMOOTHINGS. discount: one for all counts, in (0, 1), in place of the three that are estimated; for Kneser-Ney only.
    """
    if smoothing == "kneser-ney":
        return _kneser_ney(counts, owners, size, discount)
    if discount is not None:
        raise InputError("Witten-Bell smoothing takes no discount")
    return _witten_bell(counts, owners, size)


def _witten_bell(counts: Ids, owners: Ids, size: int) -> tuple[Values, Values]:
    kinds = np.bincount(owners, minlength=size)
    totals = np.bincount(owners, counts, minlength=size) + kinds
    return counts / totals[owners], kinds / totals


def _kneser_ney(counts: Ids, owners: Ids, size: int, discount: float | None) -> tuple[Values, Values]:
    discounts = np.array(_discounts(counts) if discount is None else (discount,) * 3)
    taken = np.minimum(discounts[np.minimum(counts, 3) - 1], counts)
    totals = np.bincount(owners, counts, minlength=size)
    return (counts - taken) / totals[owners], np.bincount(owners, taken, minlength=size) / totals


def _discounts(counts: Ids) -> tuple[float, float, float]:
    """Chen and Goodman's estimates from how many n-grams occur once to four times, where these give any."""
    n1, n2, n3, n4 = (int((counts == times).sum()) for times in (1, 2, 3, 4))
    if not (n1 and n2 and n3 and n4):
        return FALLBACK_DISCOUNTS
    y = n1 / (n1 + 2 * n2)
    estimates = (1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3)
    usable = all(0 < estimate <= times for times, estimate in enumerate(estimates, start=1))
    return estimates if usable else FALLBACK_DISCOUNTS
