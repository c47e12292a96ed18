"""BLEU of every set beside the bar that held-out real music sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from statistics import median

from evaluation.measures.bleu.columns import score_cells, score_columns
from evaluation.measures.bleu.options import MAIA_WEIGHTS, weight_of
from evaluation.measures.bleu.sets import UNMEASURED, ScoredSet, SetsReport, score_sets
from evaluation.measures.bleu.span import Span, span_of
from evaluation.measures.bleu.verification import check_nltk, differences, sampled
from evaluation.measures.material import HELD_OUT, UNNAMED, Material, MusicSet
from evaluation.measures.result import ALL, Column, Picture, Range, Result, Row, Table
from evaluation.plots.palettes import Theme
from evaluation.sequences.windows import NamedSequence, candidate_windows
from generators.errors import InputError


@dataclass(frozen=True, eq=False)
class Scored:
    """What BLEU found of a material."""

    report: SetsReport
    sequences: Mapping[str, Sequence[NamedSequence]]  # of every set, as they were scored
    span: Span | None  # of the candidates
    notes: tuple[str, ...]  # the sets that could not be scored, and why


def measure(
    material: Material,
    *,
    weights: Sequence[str | float] = MAIA_WEIGHTS,
    smoothing: int = 0,
    verify: bool = False,
) -> Result:
    """The scores of every set, and held-out music's.

    Raises InputError as `score_sets`, and `weight_of`; to verify, as `check_nltk`, and SystemExit as `verified`.
    """
    numbers = [weight_of(each) for each in weights]
    if verify:
        check_nltk()
    scored = score_material(material, numbers, smoothing)
    if verify:
        material.say(verified(material, scored, numbers, smoothing))
    report, orders = scored.report, len(weights)
    spanned = () if scored.span is None else (scored.span.saying(orders),)
    return Result(
        detail=_candidates(report, orders),
        tables=(_sets(report),),
        signatures={ALL: report.signature},
        findings={each.name: _finding(each, report) for each in report.sets},
        notes=(*scored.notes, *_unmatched(report), *spanned),
        pictures=tuple(_pictures(report, material.seed)),
        record=partial(_record, report, scored.span),
    )


def score_material(material: Material, weights: Sequence[float], smoothing: int = 0) -> Scored:
    """Every set against the references. Raises InputError as `score_sets`."""
    if material.references is None:
        raise InputError("there are no references to compare with")
    every, notes = material.each(partial(_cut, material.window))
    sets = {name: cut for name, cut in every.items() if name != HELD_OUT}
    references = material.references.shards(material.window)
    report = score_sets(
        sets, references, every.get(HELD_OUT, ()), weights, smoothing, material.encoding, material.window, material.seed
    )
    music = (tokens for each in material.sets.values() for _, tokens in each.sequences)
    return Scored(report, every, span_of(music, material.encoding), notes)


def verified(material: Material, scored: Scored, weights: Sequence[float], smoothing: int) -> str:
    """How many candidates nltk itself gives the same scores, in words. Raises SystemExit, exit code 1, for others."""
    every = [
        (score.name, each.tokens, score.bleu)
        for one in scored.report.every_set
        for score, each in zip(one.candidates, scored.sequences[one.name], strict=True)
    ]
    sample = sampled(every, material.seed)
    references = () if material.references is None else material.references.shards(material.window)
    differing = differences(sample, references, weights, smoothing)
    if differing:
        raise SystemExit("\n".join(f"{each.name}: {each.ours!r}, by nltk {each.nltk!r}" for each in differing))
    return f"nltk gives {len(sample)} of {len(every)} candidates the same scores, to the last bit"


def _cut(window: int | None, music: MusicSet) -> list[NamedSequence]:
    cut = [each for name, tokens in music.sequences for each in candidate_windows(name, tokens, window)]
    if not cut and music.sequences:
        longest = max(len(tokens) for _, tokens in music.sequences)
        raise InputError(f"no window of {window} tokens: the longest has {longest}")
    return cut


def _sets(report: SetsReport) -> Table:
    compared = "against real music" if report.held_out is not None else ""
    columns = (
        Column("set", "set"),
        Column("count", "n"),
        Column("mean"),
        Column(heading="mean", form=".4f"),
        Column(heading="95 % interval", form=".4f", kind="range"),
        Column(heading="sd", form=".4f"),
        Column(heading="quartiles", kind="words"),
        Column("tokens", "tokens", "g"),
        Column("against_held_out", compared, kind="words"),
    )
    return Table("sets", "BLEU of each set", columns, [_set(each) for each in report.every_set], captioned=False)


def _set(each: ScoredSet) -> Row:
    own = each.summary
    quartiles = " ".join(f"{quartile:.4f}" for quartile in own.quartiles)
    shown = (own.mean, _interval(each), own.sd, quartiles) if each.measured else (None, None, None, None)
    return [each.name, own.count, own.mean, *shown, median(each.lengths), each.saying]


def _interval(each: ScoredSet) -> Range | None:
    low, high = each.summary.low, each.summary.high
    return None if low is None or high is None else (low, high)


def _unmatched(report: SetsReport) -> Iterator[str]:
    """Of each set, how many candidates have a score that measures nothing, and why."""
    for each in report.every_set:
        longest = next((score.unmatched for score in each.candidates if score.unmatched is not None), None)
        if longest is not None:
            yield (
                f"{each.name}: {each.unmatched} of {each.summary.count} have no {longest}-gram in common with the "
                "references, so that their score is 0, however much of what is shorter matches"
            )


def _candidates(report: SetsReport, orders: int) -> Table:
    """A row for each candidate, for programs with its set's figures and the signature beside it."""
    columns = (
        Column("set", "set"),
        Column("candidate", "candidate"),
        Column("tokens"),
        *score_columns(orders),
        Column("set_mean"),
        Column("set", kind="range"),
        Column("set_against_held_out"),
        Column("signature"),
    )

    def rows() -> list[Row]:
        made: list[Row] = []
        for each in report.every_set:
            beside = (each.summary.mean, _interval(each), each.saying, report.signature)
            for score, length in zip(each.candidates, each.lengths, strict=True):
                made.append([each.name, score.name, length, *score_cells(score), *beside])
        return made

    caption = "Every candidate: BLEU, and matching n-grams in percent"
    return Table("candidates", caption, columns, rows, grouped=True, folded=True, captioned=False)


def _pictures(report: SetsReport, seed: int) -> Iterator[Picture]:
    if len(report.sets[0].candidates[0].precisions) >= 5:  # the strips show n = 2 to 5
        text = f"Cumulated BLEU for n = 2 to 5, a dot for each candidate; the medians: {_medians(report)}"
        yield Picture(text, partial(_strips, report, seed, "light"), partial(_strips, report, seed, "dark"))
    orders = len(report.sets[0].candidates[0].precisions)
    text = f"Share of n-grams that stand in the references, n = 1 to {orders}; {_shares(report)}"
    yield Picture(text, partial(_precisions, report, "light"), partial(_precisions, report, "dark"))


def _strips(report: SetsReport, seed: int, theme: Theme) -> bytes:
    from evaluation.measures.bleu.pictures import draw_strips  # loads matplotlib

    return draw_strips(report, seed=seed, theme=theme)


def _precisions(report: SetsReport, theme: Theme) -> bytes:
    from evaluation.measures.bleu.pictures import draw_precisions  # loads matplotlib

    return draw_precisions(report, theme)


def _medians(report: SetsReport) -> str:
    return "; ".join(
        f"{each.name} "
        + ", ".join(f"{median(score.cumulated[n - 1] for score in each.candidates):.2f}" for n in range(2, 6))
        for each in report.every_set
    )


def _shares(report: SetsReport) -> str:
    """The medians of the longest n-grams in words."""
    clauses = []
    for each in report.every_set:
        last = [score.precisions[-1] for score in each.candidates]
        shares = [order.matches / order.total for order in last if order.total]
        clauses.append(
            f"{each.name}: {100 * median(shares):.0f} % at n = {last[0].n}" if shares else f"{each.name}: none"
        )
    return "; ".join(clauses)


def _finding(each: ScoredSet, report: SetsReport) -> str:
    if not each.measured:
        return f"BLEU gives {each.saying or UNMEASURED}"
    if report.held_out is None:
        return f"BLEU {each.summary.mean:.2f}"
    return f"BLEU {each.summary.mean:.2f} beside real music’s {report.held_out.summary.mean:.2f}, {each.saying}"


def _record(report: SetsReport, span: Span | None) -> Mapping[str, object]:
    """`{"signature", "mean", …, "candidates"}` for one set without a name, else these for each of `"sets"`."""
    beside: dict[str, object] = {} if report.held_out is None else {"held_out": _set_record(report.held_out)}
    if span is not None:
        longest = len(report.sets[0].candidates[0].precisions)
        beside["span"] = {"n": longest, "sixteenths": span.sixteenths(longest), "saying": span.saying(longest)}
    if [each.name for each in report.sets] == [UNNAMED]:
        return {"signature": report.signature, **_set_record(report.sets[0]), **beside}
    sets = [{"name": each.name, **_set_record(each)} for each in report.sets]
    return {"signature": report.signature, "sets": sets, **beside}


def _set_record(scored: ScoredSet) -> dict[str, object]:
    against = {}
    if scored.saying:
        figures = None if scored.against_held_out is None else asdict(scored.against_held_out)
        against = {"against_held_out": (figures or {"verdict": None}) | {"saying": scored.saying}}
    candidates = [asdict(score) for score in scored.candidates]
    return {**asdict(scored.summary), "unmatched": scored.unmatched, **against, "candidates": candidates}
