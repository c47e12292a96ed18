"""Tempo map, metres and keys of a MIDI file, at 480 ticks a quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from generators.errors import InputError
from generators.files.midi.events import Track
from generators.pieces import COMMON_TIME, KeySignature, Meter, Tempo

MICROSECONDS = 60_000_000  # a minute
STANDARD = 120.0  # quarters a minute, before the first tempo of a file that names one
SLOWEST, FASTEST = 10, 400  # quarters a minute, on average over the piece
DIGITS = 6
MOST_METERS = 1_000

Ticks = Callable[[int], int]


def tempo_map(tracks: Sequence[Track], ticks: Ticks, length: int) -> tuple[Tempo, ...]:
    """The tempi within the length; none where the file names none. Raises InputError beyond 10-400 on average."""
    found = {
        tick: number
        for time, number in sorted((event for track in tracks for event in track.tempos), key=lambda event: event[0])
        if (tick := ticks(time)) < length
    }
    if not found:
        return ()
    if 0 in found.values():
        raise InputError("a tempo of 0 microseconds a quarter")
    tempos = tuple(Tempo(tick, quarters_of(number)) for tick, number in found.items())
    whole = tempos if tempos[0].onset == 0 else (Tempo(0, STANDARD), *tempos)
    spans = pairwise([*(tempo.onset for tempo in whole), length])
    minutes = sum((end - begin) / tempo.quarters for (begin, end), tempo in zip(spans, whole, strict=True))
    if not SLOWEST * minutes <= length <= FASTEST * minutes:
        raise InputError(f"{length / minutes:,.1f} quarters a minute on average: not {SLOWEST} to {FASTEST}")
    return whole


def quarters_of(microseconds: int) -> float:
    """Quarters a minute, as round a number as these microseconds a quarter, > 0, can mean.

    A whole number is taken within a microsecond, as some programs cut fractions off; else the fewest digits.
    """
    exact = MICROSECONDS / microseconds
    for digits in range(DIGITS):
        told = round(exact, digits)
        if told > 0 and abs(microseconds_of(told) - microseconds) <= (digits == 0):
            return told
    return round(exact, DIGITS)


def microseconds_of(quarters: float) -> int:
    """Microseconds a quarter, rounded."""
    return round(MICROSECONDS / quarters)


def meters_of(tracks: Sequence[Track], ticks: Ticks, length: int) -> tuple[Meter, ...]:
    """The metres within the length, 4/4 where none is named; one that is named again at a bar line is left out.

    Raises InputError for a metre of no beats or of beats shorter than a 64th.
    """
    named: dict[int, Meter] = {0: COMMON_TIME[0]}
    for time, numerator, power in sorted((e for track in tracks for e in track.meters), key=lambda event: event[0]):
        if not numerator or power > 6:
            raise InputError(f"a time signature of {numerator}/{2**power if power < 32 else 0}")
        if (tick := ticks(time)) < length:
            named[tick] = Meter(tick, numerator, 2**power)
    kept = [named.pop(0)]
    for meter in named.values():
        before = kept[-1]
        alike = (meter.numerator, meter.denominator) == (before.numerator, before.denominator)
        if not alike or (meter.onset - before.onset) % before.bar:
            kept.append(meter)
    if len(kept) > MOST_METERS:
        raise InputError(f"{len(kept):,} changes of meter, more than {MOST_METERS:,}")
    return tuple(kept)


def keys_of(tracks: Sequence[Track], ticks: Ticks, length: int) -> tuple[tuple[KeySignature, ...], int]:
    """The key signatures within the length, and how many make no sense and are left out."""
    found: dict[int, KeySignature] = {}
    senseless = 0
    for time, fifths, minor in sorted((e for track in tracks for e in track.keys), key=lambda event: event[0]):
        if not -7 <= fifths <= 7 or minor not in (0, 1):
            senseless += 1
        elif (tick := ticks(time)) < length:
            found[tick] = KeySignature(tick, fifths, "minor" if minor else "major")
    return tuple(found.values()), senseless
