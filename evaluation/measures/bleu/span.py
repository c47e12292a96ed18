"""How much music an n-gram spans: it is n tokens long, and a token may be a note or one voice in one sixteenth.

maia chose its weights, up to n = 9, for tokens that strike and end notes. Nine tokens of an encoding that writes four
voices and a delimiter for each sixteenth are less than two sixteenths.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.sequences.packed import Tokens
from evaluation.sequences.reading import encoding_of
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER

SIXTEENTH = TICKS_PER_QUARTER // 4  # ticks
PASSAGE = 4  # sixteenths, a quarter note: what spans less is no passage


@dataclass(frozen=True, slots=True)
class Span:
    """Music as long as its tokens are many."""

    encoding: str
    tokens: int  # above 0
    ticks: int

    def sixteenths(self, n: int) -> float:
        """How many sixteenths n tokens are on average."""
        return n * self.ticks / self.tokens / SIXTEENTH

    def saying(self, n: int) -> str:
        """The same in words, with what follows from it."""
        said = f"{n} tokens of {self.encoding} are {self.sixteenths(n):.1f} sixteenths of this music on average"
        if self.sixteenths(n) >= PASSAGE:
            return said
        return f"{said}: BLEU says which chords and moves are common with the references; `originality` finds passages"


def span_of(sequences: Iterable[Tokens], encoding: str) -> Span | None:
    """The span of those sequences that decode by themselves; None if none does, or for words of no encoding."""
    chosen = encoding_of(encoding)
    if chosen is None:
        return None
    tokens = ticks = 0
    for sequence in sequences:
        try:
            ticks += chosen.decode([int(token) for token in sequence]).length
        except InputError:  # half a piece, say: a model may have written it
            continue
        tokens += len(sequence)
    return Span(encoding, tokens, ticks) if tokens else None
