"""Both sides of a pair made alike in all but their notes: length, tempo, dynamics, pedal and instruments.

What both pieces have is kept; what one of them has not, both lose. What that changes is said in lines for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from evaluation.pairs.folder import Pair
from generators.pieces import DEFAULT_VELOCITY, TICKS_PER_QUARTER, Piece, Voice, tempos_within
from turing.sound.instruments import own_instruments, stand_ins

SAME_TEMPO = 0.01  # relative: MIDI rounds to microseconds, and a hundredth is not heard


@dataclass(frozen=True, slots=True)
class _Trait:
    """Something that a piece has or has not, and that it can lose."""

    lost: str
    is_in: Callable[[Piece], bool]
    taken_from: Callable[[Piece], Piece]


def made_alike(pair: Pair) -> Pair:
    """The pair as it is heard: its sides cut, equally long and at the tempo of the human's.

    Raises InputError if a cut is not within its piece.
    """
    lines = [] if pair.length else [*_shortened(*pair.rests)]
    pieces = (pair.human.music, pair.machine.music)
    same_instruments = own_instruments(pieces[0]) == own_instruments(pieces[1])
    for trait in (DYNAMICS, PEDAL) if same_instruments else (DYNAMICS, PEDAL, PROGRAMS):
        has = [trait.is_in(music) for music in pieces]
        if has[0] != has[1]:
            lines.append(f"{trait.lost}: the {'human' if has[1] else 'machine'}'s piece has none")
        if not all(has):
            pieces = (trait.taken_from(pieces[0]), trait.taken_from(pieces[1]))
    human, machine = _with_music(pair, *pieces).cuts()
    lines += _other_tempo(human, machine)
    lines += dict.fromkeys(line for music in (human, machine) for line in stand_ins(music))
    heard = _with_music(pair, human, replace(machine, tempos=human.tempos))
    return replace(heard, human_start=0, machine_start=0, length=human.length, changes=tuple(lines))


def _with_music(pair: Pair, human: Piece, machine: Piece) -> Pair:
    return replace(pair, human=replace(pair.human, music=human), machine=replace(pair.machine, music=machine))


def _shortened(human: int, machine: int) -> Iterator[str]:
    """Of two pieces that last for so many ticks."""
    shorter, longer = sorted((human, machine))
    if shorter < longer:
        whose = "human" if human == longer else "machine"
        quarters = [f"{rest / TICKS_PER_QUARTER:g}" for rest in (shorter, longer)]
        yield f"the {whose}'s piece is cut to the other's {quarters[0]} of its {quarters[1]} quarters"


def _other_tempo(human: Piece, machine: Piece) -> Iterator[str]:
    if not human.tempos:
        yield f"played at {_speed(human)} quarters a minute, as the human's piece names no tempo"
    elif machine.tempos and abs(machine.seconds / human.seconds - 1) > SAME_TEMPO:
        speeds = f"{_speed(human)} instead of {_speed(machine)}"
        yield f"the machine's piece is played at the human's {speeds} quarters a minute"
    elif machine.tempos and _speed(machine) != _speed(human):
        yield f"the machine's piece is played with the human's changes of tempo, {_speed(human)} quarters a minute"


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
