"""Pieces heard beside each other made alike in all but their notes: length, tempo, dynamics, pedal and instruments.

What all pieces have is kept; what one of them has not, all lose. What that changes is said in lines for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from evaluation.pairs.folder import Pair
from generators.pieces import DEFAULT_VELOCITY, TICKS_PER_QUARTER, Piece, Voice, cut, tempos_within
from turing.sound.instruments import own_instruments, stand_ins

SAME_TEMPO = 0.01  # relative: MIDI rounds to microseconds, and a hundredth is not heard


@dataclass(frozen=True, slots=True)
class _Trait:
    """Something that a piece has or has not, and that it can lose."""

    lost: str
    is_in: Callable[[Piece], bool]
    taken_from: Callable[[Piece], Piece]


@dataclass(frozen=True, slots=True)
class Version:
    """A piece that is heard beside others, from a tick on."""

    whose: str  # human, machine or a system's name
    music: Piece
    start: int = 0

    @property
    def rest(self) -> int:
        """Ticks until it ends."""
        return self.music.length - self.start


def made_alike(pair: Pair) -> Pair:
    """The pair as it is heard: its sides cut, equally long and at the tempo of the human's.

    Raises InputError if a cut is not within its piece.
    """
    (human, machine), changes = alike(_versions(pair), pair.length)
    heard = replace(pair, human=replace(pair.human, music=human), machine=replace(pair.machine, music=machine))
    return replace(heard, human_start=0, machine_start=0, length=human.length, changes=changes)


def opening_alike(pair: Pair) -> list[Piece]:
    """What is heard of the pair's opening, which loses what the sides lose; nothing if it has none."""
    (human, _), _ = _with_what_all_have(_versions(pair))
    return [pair.opening_in(human)] if pair.opening else []


def _versions(pair: Pair) -> list[Version]:
    return [
        Version("human", pair.human.music, pair.human_start),
        Version("machine", pair.machine.music, pair.machine_start),
    ]


def alike(versions: Sequence[Version], length: int | None = None) -> tuple[list[Piece], tuple[str, ...]]:
    """What is heard of all, at the tempo of the first, and a line for each change.

    `length` is in ticks; without one all are as long as the one that ends first. Raises InputError if that is not
    within a piece.
    """
    lines = [] if length else [*_shortened(versions)]
    pieces, lost = _with_what_all_have(versions)
    length = min(version.rest for version in versions) if length is None else length
    cuts = [cut(music, version.start, length) for version, music in zip(versions, pieces, strict=True)]
    lines += [*lost, *_other_tempos([version.whose for version in versions], cuts)]
    lines += dict.fromkeys(line for music in cuts for line in stand_ins(music))
    return [replace(music, tempos=cuts[0].tempos) for music in cuts], tuple(lines)


def _with_what_all_have(versions: Sequence[Version]) -> tuple[list[Piece], list[str]]:
    """The pieces without what one of them has not, and a line for each such trait."""
    pieces, lines = [version.music for version in versions], []
    one_band = all(own_instruments(music) == own_instruments(pieces[0]) for music in pieces)
    for trait in (DYNAMICS, PEDAL) if one_band else (DYNAMICS, PEDAL, PROGRAMS):
        without = [version.whose for version, music in zip(versions, pieces, strict=True) if not trait.is_in(music)]
        if 0 < len(without) < len(versions):
            lines.append(f"{trait.lost}: {_pieces_of(without)} none")
        if without:
            pieces = [trait.taken_from(music) for music in pieces]
    return pieces, lines


def _pieces_of(whose: Sequence[str]) -> str:
    """With its verb."""
    if len(whose) == 1:
        return f"the {whose[0]}'s piece has"
    return f"the pieces of {', '.join(whose[:-1])} and {whose[-1]} have"


def _shortened(versions: Sequence[Version]) -> Iterator[str]:
    shortest = min(version.rest for version in versions)
    whose = "the other's" if len(versions) == 2 else "the shortest's"
    for version in versions:
        if version.rest > shortest:
            quarters = [f"{rest / TICKS_PER_QUARTER:g}" for rest in (shortest, version.rest)]
            yield f"the {version.whose}'s piece is cut to {whose} {quarters[0]} of its {quarters[1]} quarters"


def _other_tempos(whose: Sequence[str], cuts: Sequence[Piece]) -> Iterator[str]:
    """A line for every piece that is not heard at its own tempo but at that of the first."""
    first, speed = cuts[0], _speed(cuts[0])
    if not first.tempos:
        yield f"played at {speed} quarters a minute, as the {whose[0]}'s piece names no tempo"
        return
    for other, music in zip(whose[1:], cuts[1:], strict=True):
        if music.tempos and abs(music.seconds / first.seconds - 1) > SAME_TEMPO:
            speeds = f"{speed} instead of {_speed(music)}"
            yield f"the {other}'s piece is played at the {whose[0]}'s {speeds} quarters a minute"
        elif music.tempos and _speed(music) != speed:
            changes = f"the {whose[0]}'s changes of tempo"
            yield f"the {other}'s piece is played with {changes}, {speed} quarters a minute"


def _speed(music: Piece) -> str:
    """Quarters a minute, from the slowest to the fastest."""
    speeds = [tempo.quarters for tempo in tempos_within(music, 0, music.length)]
    slowest, fastest = (f"{speed:.3g}" for speed in (min(speeds), max(speeds)))
    return slowest if slowest == fastest else f"{slowest} to {fastest}"


def _has_dynamics(music: Piece) -> bool:
    return len({note.velocity for voice in music.voices for note in voice.notes}) > 1


def _each_voice(change: Callable[[Voice], Voice]) -> Callable[[Piece], Piece]:
    return lambda music: replace(music, voices=tuple(map(change, music.voices)))


def _levelled(voice: Voice) -> Voice:
    return replace(voice, notes=tuple(replace(note, velocity=DEFAULT_VELOCITY) for note in voice.notes))


DYNAMICS = _Trait("velocities levelled", _has_dynamics, _each_voice(_levelled))
PEDAL = _Trait(
    "pedal left out",
    lambda music: any(voice.pedals for voice in music.voices),
    _each_voice(lambda voice: replace(voice, pedals=())),
)
PROGRAMS = _Trait(
    "instruments left out",
    lambda music: any(voice.programs for voice in music.voices if not voice.drums),
    _each_voice(lambda voice: replace(voice, programs=())),
)
