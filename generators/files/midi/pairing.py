"""Notes from strikes and releases.

A release ends the oldest note of its pitch that sounds. Where there are fewer releases than strikes, so that a note was
never ended, each note of that pitch ends at the next strike, its release, or what comes last: a release of the pitch in
another track of the channel, all notes off, the end of the track.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generators.files.midi.events import CONTROLLER, Strike, Track

Sounded = tuple[int, int, int, int]  # onset, end, pitch, velocity
Channel = tuple[int, int]  # port, channel from 0
Key = int  # 128 · channel + pitch


@dataclass(slots=True)
class Paired:
    """The notes of a track by channel."""

    notes: defaultdict[int, list[Sounded]] = field(default_factory=lambda: defaultdict(list))
    hanging: dict[Key, list[tuple[int, int]]] = field(default_factory=dict)  # strikes and releases since all was ended
    strays: list[tuple[Key, int]] = field(default_factory=list)  # releases of what does not sound, and their ticks
    unended: int = 0  # notes that nothing of their own ends


def notes_of(tracks: Sequence[Track]) -> list[Paired]:
    """The notes of each track."""
    paired = [_paired(track.strikes) for track in tracks]
    strays: defaultdict[tuple[int, Key], list[int]] = defaultdict(list)
    for track, own in zip(tracks, paired, strict=True):
        for key, tick in own.strays:
            strays[track.port, key].append(tick)
    for track, own in zip(tracks, paired, strict=True):
        for key, segment in own.hanging.items():
            last = max(tick for tick, velocity in segment if velocity)
            released = [tick for tick in strays[track.port, key] if tick > last]
            own.unended += _settle(own, key, segment, min(released, default=track.ticks)) - bool(released)
    return paired


def _paired(strikes: Iterable[Strike]) -> Paired:
    made = Paired()
    sounding = made.hanging
    overlapping: dict[Key, int] = {}  # notes that sound, where it was more than one
    for tick, status, pitch, velocity in strikes:
        if status >= CONTROLLER:
            _silence(made, overlapping, status & 15, tick)
            continue
        key = (status & 15) << 7 | pitch
        segment = sounding.get(key)
        if velocity:
            if segment is None:
                sounding[key] = [(tick, velocity)]
            else:
                segment.append((tick, velocity))
                overlapping[key] = overlapping.get(key, 1) + 1
        elif segment is None:
            made.strays.append((key, tick))
        elif key not in overlapping:
            onset, struck = segment[0]
            made.notes[status & 15].append((onset, tick, pitch, struck))
            del sounding[key]
        else:
            segment.append((tick, 0))
            overlapping[key] -= 1
            if not overlapping[key]:
                ends = (end for end, struck in segment if not struck)
                begins = ((onset, struck) for onset, struck in segment if struck)
                made.notes[status & 15] += [
                    (onset, end, pitch, struck) for (onset, struck), end in zip(begins, ends, strict=True)
                ]
                del sounding[key], overlapping[key]
    return made


def _silence(made: Paired, overlapping: dict[Key, int], channel: int, tick: int) -> None:
    """End all notes of a channel."""
    for key in [key for key in made.hanging if key >> 7 == channel]:
        _settle(made, key, made.hanging.pop(key), tick)
        overlapping.pop(key, None)


def _settle(made: Paired, key: Key, segment: Sequence[tuple[int, int]], end: int) -> int:
    """Make notes that end at the next strike, release, or the end given; how many have no release.

    Of strikes at one tick the loudest is made a note.
    """
    notes, unended = made.notes[key >> 7], 0
    onset = velocity = 0
    for tick, struck in (*segment, (end, 0)):
        if velocity and struck and tick == onset:
            velocity = max(velocity, struck)
            continue
        if velocity:
            notes.append((onset, tick, key & 127, velocity))
            unended += struck > 0
        onset, velocity = tick, struck
    return unended + (segment[-1][1] > 0)
