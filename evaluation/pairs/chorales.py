"""Pairs of a held-out chorale with a model's: voices of it written anew, or a composition of the model's own.

A chorale is any piece in the voices S, A, T, B, whatever its corpus is kept as.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from evaluation.measures.originality.events import chord_events
from evaluation.pairs.candidate import COMPOSITION, Candidate, per_token, verdicts
from evaluation.pairs.checks import COMPOSITION as COMPOSITION_CHECKS
from evaluation.pairs.checks import HARMONIZATION as HARMONIZATION_CHECKS
from evaluation.pairs.cuts import TEMPO
from evaluation.pairs.gate import Gate, Readings, gate_from
from evaluation.pairs.humans import Humans, humans_of
from evaluation.pairs.matching import (
    choose_chorales,
    pair_compositions,
    pair_harmonizations,
    plan_harmonizations,
)
from evaluation.pairs.measuring import Bleu, Copies, Measure, Subject, frames, longest_hold, of_each, read
from evaluation.pairs.outcome import Outcome
from evaluation.pairs.tasks import ATTEMPTS, SEEDS_PER_RUN, Model
from generators.corpora.corpus import HELD_OUT, TRAIN, Corpus
from generators.errors import InputError
from generators.files.reporting import tell
from generators.sampling.compose import Generated
from generators.sampling.harmonize import Task
from generators.sampling.tokens import GREEDY, Sampling

COMPOSING = Sampling(temperature=0.9)  # BachBot's default
RETRYING = Sampling(temperature=0.8)  # what is harmonized again; the first attempt is greedy, as in BachBot

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class WantedChorales:
    """What is asked for."""

    pairs: Mapping[str, int]  # of each variant
    compositions: int  # to make, where some are asked for
    seed: int
    licence: str  # of the human pieces


@dataclass(frozen=True)
class _Judge:
    """What chorales are measured by, what held-out ones measure, and the gates that this sets."""

    measures: Mapping[str, Measure]
    held_out: Mapping[str, Readings]
    composition: Gate
    harmonization: Gate


def chorale_pairs(model: Model, corpus: Corpus, wanted: WantedChorales, say: Say) -> Outcome:
    """Pairs, as many of each variant as asked for if enough harmonizations are kept.

    Raises InputError if a piece of the corpus is not in the voices S, A, T, B, if there are not enough held-out ones or
    compositions, or no pairs.
    """
    counts, seed = wanted.pairs, wanted.seed
    humans = humans_of(corpus, model.chorale_encoding, wanted.licence)
    names = [name for part in HELD_OUT for name in corpus.pieces(part)]
    chosen = choose_chorales(humans, names, seed)
    jobs = plan_harmonizations(chosen, counts)
    bleu = Bleu(list(corpus.tokens(TRAIN, model.chorale_encoding).values()), model.chorale_encoding.name)
    judge = _judge(model, corpus, bleu)
    candidates = list(_harmonizations(model, judge, humans, jobs, seed, say)) if jobs else []
    pairs = pair_harmonizations(humans, candidates, model.system)
    if count := counts.get(COMPOSITION):
        composed = _compositions(model, judge, wanted.compositions, seed, say)
        pairs += pair_compositions(humans, chosen[len(jobs) :], composed, count, model.system)
        candidates += composed
    if not pairs:
        raise InputError(f"no pairs: all of {len(candidates)} candidates were thrown away")
    changes = {pair.name: pair.human.music.changes for pair in pairs if pair.human.music.changes}
    tell(changes)
    report = {
        "split": corpus.split,
        "seed": seed,
        "bleu_signature": bleu.signature,
        "limits": judge.composition.set_by_held_out,
        "held_out_bach": _summary(list(judge.held_out.values())),
        "tempo": TEMPO,
        "pairs": len(pairs),
        "changes": changes,
        "variants": {variant: _variant_summary(candidates, variant) for variant in counts},
    }
    return Outcome(pairs, candidates, [_row(candidate) for candidate in candidates], report)


def _judge(model: Model, corpus: Corpus, bleu: Bleu) -> _Judge:
    measures: dict[str, Measure] = {
        "finished": of_each(lambda subject: float(subject.finished)),
        "frames": of_each(frames),
        "copied": Copies(corpus.pieces(TRAIN), chord_events),
        "bleu": bleu,
        "hold": of_each(lambda subject: longest_hold(subject.piece)),
    }
    pieces = {name: piece for part in HELD_OUT for name, piece in corpus.pieces(part).items()}
    tokens = {name: row for part in HELD_OUT for name, row in corpus.tokens(part, model.chorale_encoding).items()}
    readings = read(measures, [Subject(piece, tokens[name]) for name, piece in pieces.items()])
    return _Judge(
        measures,
        dict(zip(pieces, readings, strict=True)),
        gate_from(COMPOSITION_CHECKS, readings),
        gate_from(HARMONIZATION_CHECKS, readings),
    )


def _readings(judge: _Judge, made: Sequence[Generated]) -> list[Readings]:
    return read(judge.measures, [Subject(each.piece, each.tokens, finished=each.finished) for each in made])


def _compositions(model: Model, judge: _Judge, count: int, seed: int, say: Say) -> list[Candidate]:
    """`count` compositions, kept and thrown away, in the order of their seeds."""
    first = seed * SEEDS_PER_RUN
    candidates: list[Candidate] = []
    for made in model.compose(range(first, first + count), COMPOSING):
        for generated, readings in zip(made, _readings(judge, made), strict=True):
            name = f"{model.system}-{generated.seed}"
            candidates.append(
                Candidate(
                    name=name,
                    variant=COMPOSITION,
                    human="",
                    seed=generated.seed,
                    temperature=COMPOSING.temperature,
                    log_likelihood=per_token(generated),
                    piece=replace(generated.piece, title=name),
                    readings=readings,
                    verdict=judge.composition.verdict(readings),
                )
            )
        say(f"compositions {len(candidates)}/{count}, {sum(candidate.kept for candidate in candidates)} kept")
    return candidates


def _harmonizations(
    model: Model, judge: _Judge, humans: Humans, jobs: Sequence[tuple[str, str]], seed: int, say: Say
) -> list[Candidate]:
    """Harmonizations of the jobs, each a chorale's name and the voices to write, tried until one is kept."""
    candidates: list[Candidate] = []
    open_jobs = list(jobs)
    for attempt in range(ATTEMPTS):
        sampling = RETRYING if attempt else GREEDY
        tasks = [Task(humans.pieces[name], voices, seed * SEEDS_PER_RUN + attempt) for name, voices in open_jobs]
        readings: list[Readings] = []
        made: list[Generated] = []
        for batch in model.harmonize(tasks, sampling):
            made += batch
            readings += _readings(judge, batch)
        judged = [
            _harmonization(model.system, judge, humans, job, generated, measured, sampling)
            for job, generated, measured in zip(open_jobs, made, readings, strict=True)
        ]
        candidates += judged
        open_jobs = [(candidate.human, candidate.variant) for candidate in judged if not candidate.kept]
        say(f"harmonizations, attempt {attempt + 1}: {len(jobs) - len(open_jobs)} of {len(jobs)} kept")
        if not open_jobs:
            break
    return candidates


def _harmonization(
    system: str,
    judge: _Judge,
    humans: Humans,
    job: tuple[str, str],
    generated: Generated,
    readings: Readings,
    sampling: Sampling,
) -> Candidate:
    human, voices = job
    name = f"{system}-{humans.stems[human]}-{voices}"
    return Candidate(
        name=name if sampling is GREEDY else f"{name}-{generated.seed}",
        variant=voices,
        human=human,
        seed=generated.seed,
        temperature=sampling.temperature,
        log_likelihood=per_token(generated),
        piece=replace(generated.piece, title=f"{humans.pieces[human].title}, {voices} by {system}"),
        readings=readings,
        verdict=judge.harmonization.verdict(readings, judge.held_out[human]),
    )


def _row(candidate: Candidate) -> dict[str, object]:
    """Its line of candidates.csv."""
    bleu, copied, hold = (candidate.readings[name] for name in ("bleu", "copied", "hold"))
    return {
        "candidate": candidate.name,
        "variant": candidate.variant,
        "bwv": candidate.human,
        "seed": candidate.seed,
        "temperature": candidate.temperature,
        "log_likelihood_per_token": f"{candidate.log_likelihood:.4f}",
        "bleu": "" if bleu.value is None else f"{bleu.value:.4f}",
        "copied_chords": copied.value,
        "copied_from": copied.source,
        "longest_hold_quarters": f"{hold.value:g}",
        "verdict": candidate.verdict,
    }


def _summary(readings: Sequence[Readings]) -> dict[str, float | None]:
    scores = [value for each in readings if (value := each["bleu"].value) is not None]
    copied = [value for each in readings if (value := each["copied"].value) is not None]
    return {
        "pieces": len(readings),
        "median_bleu": median(scores) if scores else None,
        "median_copied": median(copied),
        "longest_copied": max(copied),
    }


def _variant_summary(candidates: Sequence[Candidate], variant: str) -> dict[str, object]:
    own = [candidate for candidate in candidates if candidate.variant == variant]
    return _summary([candidate.readings for candidate in own]) | {"verdicts": verdicts(own)} if own else {}
