"""Token and frame errors of a checkpoint's harmonizations, variant by variant."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.measures.harmonization.errors import BACHBOT, harmonization_error
from evaluation.measures.material import HELD_OUT, Material
from evaluation.measures.result import Column, Result, Row, Table
from generators.checkpoints.opening import open_checkpoint
from generators.corpora.opening import open_corpus_or_learned
from generators.counts import counted
from generators.errors import InputError
from generators.pieces import Piece
from generators.sampling.harmonize import VARIANTS

COLUMNS = (
    Column("variant", "voices"),
    Column("token_error", "token error", ".3f"),
    Column("frame_error", "frame error", ".3f"),
    Column("bachbot_token_error", "BachBot’s token error", ".3f"),
    Column("bachbot_frame_error", "BachBot’s frame error", ".3f"),
    Column("frames", "sixteenths", ","),
    Column("pieces", "pieces"),
)


def measure(material: Material, *, data: str | None = None, part: str = "test") -> Result:
    """Held-out music is harmonized, or a part of a corpus. Raises InputError for music that is not in four voices."""
    if material.checkpoint is None:
        raise InputError("there is no checkpoint to harmonize with")
    composer = open_checkpoint(material.checkpoint)
    encoding = composer.chorale_encoding
    pieces: Sequence[Piece]
    if material.held_out is not None and data is None:
        name, pieces = HELD_OUT, [piece for _, piece in material.held_out.pieces]
    else:
        corpus = open_corpus_or_learned(data, composer.card.split)
        corpus.fitted(encoding)
        name, pieces = f"{corpus.split}/{part}", [*corpus.pieces(part).values()]
    errors = [harmonization_error(composer.engines, encoding, pieces, variant) for variant in VARIANTS]
    rows: list[Row] = [
        [each.variant, each.token_error, each.frame_error, *BACHBOT[each.variant], each.frames, each.pieces]
        for each in errors
    ]
    return Result(
        detail=Table("variants", "Voices that the model wrote, held against those that stood there", COLUMNS, rows),
        notes=(f"{name}: {counted(len(pieces), 'piece')}",),
    )
