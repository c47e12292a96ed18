"""A string that names everything that could change a BLEU score, in the manner of sacrebleu (Post 2018)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from evaluation.bleu.ngrams import Tokens, plain

VERSION = 1  # raised whenever the same input would give another number


class ReferenceDigest:
    """Counts and digests references while they are read. Their order makes no difference, as it makes none to BLEU."""

    def __init__(self) -> None:
        self.count = 0
        self._digests: list[bytes] = []

    def watch(self, references: Iterable[Tokens]) -> Iterator[Tokens]:
        """The references, unchanged, each noted as it passes."""
        for reference in references:
            self.count += 1
            self._digests.append(hashlib.sha256("\n".join(map(repr, plain(reference))).encode()).digest())
            yield reference

    def __str__(self) -> str:
        return hashlib.sha256(b"".join(sorted(self._digests))).hexdigest()[:16]


def signature(weights: Sequence[float], smoothing: int, encoding: str, references: ReferenceDigest) -> str:
    """For example `bleu|refs:330|digest:…|n:4|weights:0.25,0.25,0.25,0.25|smooth:0|enc:tokens|length:closest|v:1`."""
    fields = {
        "refs": references.count,
        "digest": references,
        "n": len(weights),
        "weights": ",".join(f"{weight!r}" for weight in weights),
        "smooth": smoothing,
        "enc": encoding,
        "length": "closest",
        "v": VERSION,
    }
    return "|".join(["bleu", *(f"{name}:{value}" for name, value in fields.items())])
