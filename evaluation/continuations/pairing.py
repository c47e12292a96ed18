"""Continuations as a study is given them: pairs, and a line for each that was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Any

from evaluation.continuations.making import Attempt
from evaluation.pairs.folder import Pair, human_side, machine_side

LONGEST_TEXT = 200  # signs of a title or a source
LONGEST_STEM = 60  # signs of a file's name in that of a tune


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of the pieces of all pairs."""

    system: str
    about: str  # the corpus, as it was prepared
    licence: str  # of the human pieces
    digests: Mapping[str, str]  # of the test files


def study_pairs(attempts: Sequence[Attempt], told: Told) -> list[Pair]:
    """A pair for each attempt that was kept; its variant is the system's name, its tune the human piece's file."""
    kept = (attempt for attempt in attempts if attempt.kept)
    return [_pair(attempt, f"{told.system}-{number:02d}", told) for number, attempt in enumerate(kept, start=1)]


def attempt_row(attempt: Attempt, told: Told) -> dict[str, Any]:
    """Its line of candidates.csv."""
    measures = attempt.measures
    return {
        "candidate": f"{told.system}-{attempt.seed}",
        "file": attempt.file,
        "seed": attempt.seed,
        "log_likelihood_per_token": f"{attempt.log_likelihood:.4f}",
        "notes_per_quarter": f"{measures.notes:.3f}",
        "longest_silence_quarters": f"{measures.silence:g}",
        "distinct_4": f"{measures.distinct:.4f}",
        "copied_events": measures.copied,
        "copied_from": measures.copied_from,
        "verdict": attempt.verdict,
    }


def _pair(attempt: Attempt, name: str, told: Told) -> Pair:
    title = _printable(attempt.stretch.human.title)
    human = human_side(
        name=f"{name}-human",
        music=replace(attempt.stretch.human, title=title),
        source=_printable(f"{attempt.file}, {told.about}"),
        licence=told.licence,
    )
    going_on = _printable(f"{told.system}, going on from the opening of {title}")
    machine = machine_side(f"{name}-machine", replace(attempt.machine, title=going_on), told.system, attempt.seed)
    stem = _printable(PurePosixPath(attempt.file).stem)[:LONGEST_STEM]
    tune = f"{stem} {told.digests[attempt.file][:8]}"  # alike for every system and preparation
    return Pair(name, told.system, tune, human, machine, human.music.length)


def _printable(text: str) -> str:
    """The text without signs that no file can hold, such as bytes of a name that is not UTF-8, and not too long."""
    signs = "".join(sign if sign.isprintable() else "�" for sign in text)
    return shorten(signs, LONGEST_TEXT, placeholder=" …")
