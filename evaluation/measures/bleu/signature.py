"""A string that names everything that could change a BLEU score, in the manner of sacrebleu (Post 2018)."""

from __future__ import annotations

from collections.abc import Sequence

VERSION = 2  # raised whenever the same input would give another number or another digest


def signature(weights: Sequence[float], smoothing: int, encoding: str, references: int, digest: int) -> str:
    """For example `bleu|refs:330|digest:…|n:4|weights:0.25,0.25,0.25,0.25|smooth:0|enc:tokens|length:closest|v:2`.

    references: how many; digest: 0 … 2^64 - 1, of all of them, see `evaluation.sequences.digest`.
    """
    fields = {
        "refs": references,
        "digest": f"{digest:016x}",
        "n": len(weights),
        "weights": ",".join(f"{weight!r}" for weight in weights),
        "smooth": smoothing,
        "enc": encoding,
        "length": "closest",
        "v": VERSION,
    }
    return "|".join(["bleu", *(f"{name}:{value}" for name, value in fields.items())])
