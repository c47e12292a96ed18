"""Pairs of how held-out pieces go on after their openings and how a model does, in any encoding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from statistics import median
from textwrap import shorten

from evaluation.measures.originality.events import onset_events
from evaluation.pairs.candidate import Candidate, per_token, verdicts
from evaluation.pairs.checks import CONTINUATION
from evaluation.pairs.folder import Pair, human_side, machine_side
from evaluation.pairs.gate import Gate, Readings, gate_from
from evaluation.pairs.heldout import HeldOut, read_held_out
from evaluation.pairs.measuring import (
    Copies,
    Measure,
    Subject,
    density,
    differs,
    distinct_onsets,
    fewest_notes,
    longest_silence,
    of_each,
    read,
)
from evaluation.pairs.outcome import Outcome
from evaluation.pairs.stretches import Stretch
from evaluation.pairs.tasks import ATTEMPTS, SEEDS_PER_RUN, Model
from generators.corpora.corpus import TEST, TRAIN, Corpus
from generators.counts import counted
from generators.encodings import Encoding
from generators.errors import InputError
from generators.files.reporting import merged, tell
from generators.pieces import TICKS_PER_QUARTER, Piece
from generators.sampling.beam import Beam
from generators.sampling.tokens import Sampling

BEYOND = 1  # bars written after those that are heard, so that what sounds at the end is held as long as it is meant
LONGEST_TEXT = 200  # signs of a title or a source
LONGEST_STEM = 60  # signs of a file's name in that of a tune

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for."""

    pairs: int
    opening: int  # bars that are given and not heard
    bars: int  # that are heard
    seed: int
    sampling: Sampling | Beam
    licence: str  # of the human pieces


def continuation_pairs(model: Model, corpus: Corpus, music: Path | None, wanted: Wanted, say: Say) -> Outcome:
    """So many pairs. music: the folder that a prepared corpus was made of.

    Raises InputError if a held-out piece cannot be read, or fewer continuations are kept.
    """
    encoding = model.composer.encoding
    if corpus.fitted(encoding) != encoding:
        raise InputError(f"{corpus.name} is kept with another vocabulary than the checkpoint's {encoding.name}")
    held_out = read_held_out(corpus, music, encoding, wanted.opening, wanted.bars, model.composer.context)
    measures = continuation_measures(_learned(corpus, encoding))
    stretches = [each for part in (held_out.test, held_out.valid) for each in part.values()]
    humans = read(measures, [Subject(stretch.human) for stretch in stretches])
    gate = gate_from(CONTINUATION, humans)
    tell(held_out.changes)
    candidates = continuations(model, gate, measures, held_out.drawn(wanted.seed), wanted, say)
    kept = [candidate for candidate in candidates if candidate.kept]
    pairs = [
        continuation_pair(candidate, held_out.test[candidate.human].human, corpus, wanted.licence, number)
        for number, candidate in enumerate(kept, start=1)
    ]
    report = {
        "data": corpus.about,
        "split": corpus.split,
        "seed": wanted.seed,
        "sampling": asdict(wanted.sampling),
        "device": model.device,
        "prompt_bars": wanted.opening,
        "bars": wanted.bars,
        "limits": gate.set_by_held_out,
        "held_out": _summary(humans),
        "made": _summary([candidate.readings for candidate in candidates]),
        "left_out": held_out.reasons(),
        "pairs": len(pairs),
        "changes": dict(_changes(pairs, kept, held_out)),
        "verdicts": verdicts(candidates),
    }
    return Outcome(pairs, candidates, [continuation_row(candidate) for candidate in candidates], report)


def continuation_measures(training: Mapping[str, Piece]) -> dict[str, Measure]:
    """What continuations are measured by, against pieces by their names."""
    return {
        "fewest notes": of_each(lambda subject: fewest_notes(subject.piece)),
        "differs": of_each(differs),
        "notes": of_each(lambda subject: density(subject.piece)),
        "silence": of_each(lambda subject: longest_silence(subject.piece) / TICKS_PER_QUARTER),
        "distinct": of_each(lambda subject: distinct_onsets(subject.piece)),
        "copied": Copies(training, onset_events),
    }


def _learned(corpus: Corpus, encoding: Encoding) -> Mapping[str, Piece]:
    """The pieces of the training part as the encoding has them."""
    if corpus.encoding is not None:
        return corpus.pieces(TRAIN)
    return {name: encoding.decode(tokens.tolist()) for name, tokens in corpus.tokens(TRAIN, encoding).items()}


def continuations(
    model: Model,
    gate: Gate,
    measures: Mapping[str, Measure],
    stretches: Sequence[tuple[str, Stretch]],
    wanted: Wanted,
    say: Say,
) -> list[Candidate]:
    """All attempts at the stretches, pieces' names and cuts, in their order, until so many are kept.

    As many openings as a batch holds are gone on from side by side, each until one is kept. Raises InputError if too
    few are.
    """
    always_the_same = isinstance(wanted.sampling, Beam) or wanted.sampling.temperature == 0
    candidates: list[Candidate] = []
    left = list(stretches)
    while left and (missing := wanted.pairs - _kept(candidates)):
        size = min(model.batch, missing)
        group, left = left[:size], left[size:]
        for _ in range(1 if always_the_same else ATTEMPTS):
            judged = _attempt(model, gate, measures, group, wanted, len(candidates))
            for candidate in judged:
                say(f"{candidate.human}, seed {candidate.seed}: {candidate.verdict}")
            candidates += judged
            group = [each for each, candidate in zip(group, judged, strict=True) if not candidate.kept]
            if not group:
                break
    if (kept := _kept(candidates)) < wanted.pairs:
        raise InputError(
            f"only {kept} of {counted(wanted.pairs, 'pair')}: {counted(len(stretches), 'test piece')} can be used, "
            f"and of {len(candidates)} continuations {len(candidates) - kept} were thrown away"
        )
    return candidates


def _kept(candidates: Sequence[Candidate]) -> int:
    return sum(candidate.kept for candidate in candidates)


def _attempt(
    model: Model,
    gate: Gate,
    measures: Mapping[str, Measure],
    group: Sequence[tuple[str, Stretch]],
    wanted: Wanted,
    before: int,
) -> list[Candidate]:
    """A continuation of each stretch. before: how many there are already."""
    seeds = [wanted.seed * SEEDS_PER_RUN + before + place for place in range(len(group))]
    prompts = [stretch.given for _, stretch in group]
    made = model.go_on(prompts, seeds, wanted.sampling, wanted.bars + BEYOND)
    heard = [stretch.heard(each.piece) for (_, stretch), each in zip(group, made, strict=True)]
    subjects = [Subject(piece, human=stretch.human) for (_, stretch), piece in zip(group, heard, strict=True)]
    return [
        Candidate(
            name=f"{model.system}-{generated.seed}",
            variant=model.system,
            human=name,
            seed=generated.seed,
            temperature=None if isinstance(wanted.sampling, Beam) else wanted.sampling.temperature,
            log_likelihood=per_token(generated),
            piece=piece,
            readings=readings,
            verdict=gate.verdict(readings),
        )
        for (name, _), generated, piece, readings in zip(group, made, heard, read(measures, subjects), strict=True)
    ]


def continuation_pair(candidate: Candidate, human: Piece, corpus: Corpus, licence: str, number: int) -> Pair:
    """The pair of a candidate; its variant is the system's name, its tune the human piece's."""
    system, name = candidate.variant, f"{candidate.variant}-{number:02d}"
    title = _printable(human.title)
    going_on = _printable(f"{system}, going on from the opening of {title}")
    source = _printable(f"{candidate.human}, {corpus.about}")
    digest = corpus.digest(TEST, candidate.human)[:8]  # alike for every system and preparation
    return Pair(
        name=name,
        variant=system,
        tune=f"{_printable(PurePosixPath(candidate.human).stem)[:LONGEST_STEM]} {digest}",
        human=human_side(f"{name}-human", replace(human, title=title), source, licence),
        machine=machine_side(f"{name}-machine", replace(candidate.piece, title=going_on), system, candidate.seed),
        length=human.length,
    )


def _printable(text: str) -> str:
    """The text without signs that no file can hold, such as bytes of a name that is not UTF-8, and not too long."""
    signs = "".join(sign if sign.isprintable() else "�" for sign in text)
    return shorten(signs, LONGEST_TEXT, placeholder=" …")


def continuation_row(candidate: Candidate) -> dict[str, object]:
    """Its line of candidates.csv."""
    readings = candidate.readings
    return {
        "candidate": candidate.name,
        "file": candidate.human,
        "seed": candidate.seed,
        "log_likelihood_per_token": f"{candidate.log_likelihood:.4f}",
        "notes_per_quarter": f"{readings['notes'].value:.3f}",
        "longest_silence_quarters": f"{readings['silence'].value:g}",
        "distinct_4": f"{readings['distinct'].value:.4f}",
        "copied_events": readings["copied"].value,
        "copied_from": readings["copied"].source,
        "verdict": candidate.verdict,
    }


def _summary(readings: Sequence[Readings]) -> dict[str, float]:
    def values(name: str) -> list[float]:
        return [value for each in readings if (value := each[name].value) is not None]

    return {
        "excerpts": len(readings),
        "median_notes": median(values("notes")),
        "longest_silence": max(values("silence")),
        "median_distinct": median(values("distinct")),
        "median_copied": median(values("copied")),
        "longest_copied": max(values("copied")),
    }


def _changes(
    pairs: Sequence[Pair], kept: Sequence[Candidate], held_out: HeldOut
) -> Iterator[tuple[str, Sequence[str]]]:
    """For each pair what its human piece lost in reading, and both sides to the encoding, in lines for people."""
    for pair, candidate in zip(pairs, kept, strict=True):
        lines = merged(held_out.changes[candidate.human], held_out.test[candidate.human].changes)
        if lines:
            yield pair.name, lines
