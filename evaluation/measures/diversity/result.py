"""How much each set varies, and whether less than real music does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.measures.bleu.columns import score_cells, score_columns
from evaluation.measures.bleu.options import MAIA_WEIGHTS
from evaluation.measures.bleu.scores import BleuReport, measured
from evaluation.measures.diversity.collapse import Comparison, compare, distinct_n, signature
from evaluation.measures.diversity.duplicates import Duplicate, find_duplicates
from evaluation.measures.diversity.self_bleu import self_bleu
from evaluation.measures.material import Material, MusicSet
from evaluation.measures.result import Column, Result, Row, Table
from evaluation.ngrams.shared import table_of
from evaluation.sequences.packed import PackedSequences

ORDERS = len(MAIA_WEIGHTS)


@dataclass(frozen=True, eq=False)
class _Variety:
    """Of one set by itself."""

    corpus: PackedSequences
    bleu: BleuReport
    distinct: tuple[float, ...]  # n = 1 …
    duplicates: Sequence[Duplicate]


def measure(material: Material) -> Result:
    """The variety of every set, beside that of held-out music if there is some.

    Raises InputError for a set of a single sequence, and for too little held-out music to draw sets from.
    """

    def variety(music: MusicSet) -> _Variety:
        corpus = music.corpus
        bleu, table = self_bleu(corpus, encoding=material.encoding), table_of(corpus, ORDERS)
        return _Variety(corpus, bleu, distinct_n(table), find_duplicates(corpus, table))

    sets, notes = material.each(variety, held_out=False)
    compared: dict[str, tuple[Comparison, ...]] = {}
    signatures = {f"{name}, self-BLEU": each.bleu.signature for name, each in sets.items()}
    if material.held_out is None:
        notes += ("without held-out real music there is no alarm for collapse",)
    else:
        real = material.held_out.corpus
        compared, more = material.attempt(sets, lambda each: compare(each.corpus, real, seed=material.seed))
        notes += more
        for name in compared:
            signatures[f"{name}, variety"] = signature(sets[name].corpus, real, material.seed)
    alarms = tuple(name for name, every in compared.items() if any(each.alarm for each in every))
    return Result(
        detail=_pieces(sets),
        tables=(_beside_real_music(compared), _alone(sets), _duplicates(sets)),
        signatures=signatures,
        findings={name: _finding(every) for name, every in compared.items()},
        notes=(*notes, *(f"alarm: {name} varies less than real music" for name in alarms)),
    )


def _beside_real_music(compared: Mapping[str, Sequence[Comparison]]) -> Table:
    columns = (
        Column("set", "set"),
        Column("measure", "measure", kind="words"),
        Column("size", "drawn pieces"),
        Column("value", "set", ".4f"),
        Column("real", "real music", ".4f"),
        Column("real", "95 % interval", ".4f", "range"),
        Column("alarm"),
        Column(heading="alarm for collapse", kind="words"),
    )
    rows = [
        [
            name,
            each.measure,
            each.size,
            each.candidates,
            each.real,
            (each.low, each.high),
            each.alarm,
            each.saying or "no alarm",
        ]
        for name, every in compared.items()
        for each in every
    ]
    return Table("comparisons", "Variety beside that of real music, in sets of one size", columns, rows)


def _alone(sets: Mapping[str, _Variety]) -> Table:
    columns = (
        Column("set", "set"),
        Column("sequences", "pieces"),
        Column("tokens", "tokens", ","),
        Column("self_bleu"),
        Column(heading="self-BLEU", form=".4f"),
        Column("duplicates", "duplicates"),
        *(Column(f"distinct_{n}", f"n = {n}", ".3f") for n in range(1, ORDERS + 1)),
    )
    rows = [
        [
            name,
            len(each.corpus),
            len(each.corpus.tokens),
            each.bleu.mean,
            each.bleu.mean if measured(each.bleu.candidates) else None,
            len(each.duplicates),
            *each.distinct,
        ]
        for name, each in sets.items()
    ]
    caption = "Each set by itself, with distinct-n for each n; sets of different size do not compare"
    return Table("sets", caption, columns, rows)


def _duplicates(sets: Mapping[str, _Variety]) -> Table:
    columns = (
        Column("set", "set"),
        Column("piece", "piece"),
        Column("of", "resembles", kind="words"),
        Column("shared", "shared", ".0%"),
        Column("equal"),
        Column(heading="equal", kind="words"),
    )
    rows: list[Row] = [
        [name, each.name, each.of, each.shared, each.equal, "yes" if each.equal else "no"]
        for name, own in sets.items()
        for each in own.duplicates
    ]
    return Table("duplicates", "Duplicates: the earlier piece that each resembles most", columns, rows, grouped=True)


def _pieces(sets: Mapping[str, _Variety]) -> Table:
    columns = (Column("set", "set"), Column("piece", "piece"), *score_columns(ORDERS))
    rows = [[name, score.name, *score_cells(score)] for name, each in sets.items() for score in each.bleu.candidates]
    caption = "Every piece against the others: self-BLEU, and matching n-grams in percent"
    return Table("pieces", caption, columns, rows, grouped=True, folded=True)


def _finding(every: Sequence[Comparison]) -> str:
    alarms = [each.measure for each in every if each.alarm]
    return f"it varies less than real music ({', '.join(alarms)})" if alarms else "no alarm for collapse"
