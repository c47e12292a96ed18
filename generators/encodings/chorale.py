"""BachBot's encoding of four-part chorales.

Source: F. Liang, BachBot (MPhil thesis, Cambridge, 2016), chapter 4; talk at GOTO Amsterdam 2017. A chorale is START,
then for every sixteenth a frame, then END. A frame is `(.)` if it lies under a fermata, the four voices' notes in a
fixed order, and the delimiter `|||`. A note is `(pitch,1)` where it goes on from the frame before, else `(pitch,0)`.

Deviations: BachBot sorts a frame's notes by pitch and leaves rests out, so that crossing voices and voices that rest
cannot be told apart afterwards; here every frame has all four voices and a resting voice writes `(-)`. The vocabulary
is every symbol the grammar allows (261), not only those met in the corpus (108 in the thesis), so that no piece and no
split can bring an unknown one. As in BachBot, every piece is moved to C major or A minor first (`prepare`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from generators.encodings.alphabet import Alphabet, delimited
from generators.encodings.encoding import Encoding
from generators.encodings.grammar import Grammar, Limits, Rows
from generators.errors import InputError
from generators.keys import normalize_key
from generators.pieces import TICKS_PER_QUARTER, Note, Piece, Voice

START, END, FRAME, FERMATA, REST, FIRST_NOTE = range(6)
VOCABULARY = ("START", "END", "|||", "(.)", "(-)", *(f"({pitch},{tied})" for pitch in range(128) for tied in (0, 1)))
FRAME_TICKS = TICKS_PER_QUARTER // 4
VOICES = 4
FRAME_START, AFTER_FERMATA, DELIMITER = 0, VOICES + 1, VOICES  # phases; 1 to 3: that many notes have been written
ALPHABET = replace(delimited(len(VOCABULARY), 4, FRAME, START, END), silent=(FERMATA, REST))


def note_token(pitch: int, *, tied: bool) -> int:
    return FIRST_NOTE + 2 * pitch + tied


def pitch_of(token: int) -> int:
    return (token - FIRST_NOTE) // 2


def is_tied(token: int) -> bool:
    return token >= FIRST_NOTE and (token - FIRST_NOTE) % 2 == 1


@dataclass(frozen=True, eq=False)
class Grid:
    """A chorale by sixteenths: what the tokens say, before they are put in a row."""

    cells: NDArray[np.int64]  # (frames, 4) note tokens or REST; columns S A T B
    fermatas: NDArray[np.bool_]  # (frames,)


@dataclass(frozen=True, slots=True)
class ChoraleEncoding(Encoding):
    """Four voices on a sixteenth grid, one token a note (see the module's text)."""

    name = "chorale"
    vocabulary = VOCABULARY
    alphabet = ALPHABET
    voices = "SATB"

    voice_order: str = "SATB"  # order within a frame; BTAS tests the talk's hypothesis on basses
    fermatas: bool = True

    def __post_init__(self) -> None:
        if sorted(self.voice_order) != sorted("SATB"):
            raise InputError(f"voice order {self.voice_order!r} is not an order of the voices S, A, T, B")

    def columns(self) -> list[int]:
        """The grid's columns in the order in which a frame writes them."""
        return ["SATB".index(voice) for voice in self.voice_order]

    def prepare(self, piece: Piece) -> Piece:
        """The piece in C major or A minor."""
        return normalize_key(piece)[0]

    def quantize(self, piece: Piece) -> Piece:
        """The piece on the sixteenth grid, without key, metre, tempo and velocities.

        A fermata ends a phrase for all voices: it stands on the note that each voice sounds last under the soprano's.
        """
        return from_grid(self._grid(piece))

    def encode(self, piece: Piece) -> list[int]:
        """START, the frames, END. Raises InputError unless the piece has four voices of single notes."""
        return [START, *self.frame_tokens(self._grid(piece)), END]

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece that START … END stands for; END may be missing. Raises InputError where the grammar breaks."""
        return from_grid(self.parse(tokens))

    def grammar(self, limits: Limits, *, may_end: bool) -> Grammar:
        return ChoraleGrammar(ALPHABET, limits, may_end=may_end, fermatas=self.fermatas)

    def roles(self, tokens: Sequence[int]) -> list[str]:
        """START, END, S, A, T, B, `fermata` and `delimiter`, of a whole piece.

        That there is no fermata is said, and paid for, by the token in its place: the first voice's.
        """
        roles = [VOCABULARY[START]]
        voice = 0
        for token in tokens[1:-1]:
            if token == FERMATA:
                roles.append("fermata")
            elif token == FRAME:
                roles.append("delimiter")
                voice = 0
            else:
                roles.append(self.voice_order[voice])
                voice += 1
        return [*roles, VOCABULARY[END]]

    def _grid(self, piece: Piece) -> Grid:
        grid = to_grid(piece)
        return grid if self.fermatas else Grid(grid.cells, np.zeros_like(grid.fermatas))

    def frame_tokens(self, grid: Grid) -> Iterator[int]:
        """The grid's frames as tokens, without START and END."""
        for cells, fermata in zip(grid.cells[:, self.columns()].tolist(), grid.fermatas.tolist(), strict=True):
            if fermata:
                yield FERMATA
            yield from cells
            yield FRAME

    def parse(self, tokens: Sequence[int]) -> Grid:
        """The grid that the tokens stand for. Raises InputError naming the first token that breaks the grammar."""
        frames: list[list[int]] = []
        fermatas: list[bool] = []
        expected = 4  # notes still missing in this frame; 4 at its start
        fermata = False
        cells = [REST] * 4
        for position, token in enumerate(_body(tokens)):
            if expected == 4 and token == FERMATA and not fermata and self.fermatas:
                fermata = True
            elif expected and (token == REST or FIRST_NOTE <= token < len(VOCABULARY)):
                cells["SATB".index(self.voice_order[4 - expected])] = token
                expected -= 1
            elif not expected and token == FRAME:
                frames.append(cells)
                fermatas.append(fermata)
                expected, fermata, cells = 4, False, [REST] * 4
            else:
                raise InputError(f"token {position + 1}, {_name(token)}, breaks the chorale grammar")
        if expected != 4 or fermata:
            raise InputError("the last frame is not finished")
        return Grid(np.array(frames, dtype=np.int64).reshape(-1, 4), np.array(fermatas, dtype=bool))


def _body(tokens: Sequence[int]) -> list[int]:
    body = list(tokens)
    if not body or body[0] != START:
        raise InputError(f"a chorale begins with START, not {_name(body[0]) if body else 'nothing'}")
    return body[1:-1] if body[-1] == END else body[1:]


def _name(token: int) -> str:
    return VOCABULARY[token] if 0 <= token < len(VOCABULARY) else f"an unknown token {token}"


def to_grid(piece: Piece) -> Grid:
    """The piece by sixteenths: onsets and ends go to the nearest one, a note lasts at least one.

    Raises InputError unless there are four voices and none sounds two notes at once.
    """
    if len(piece.voices) != 4:
        raise InputError(f"{piece.title or 'the piece'} has {len(piece.voices)} voices, a chorale has four: S, A, T, B")
    frames = max(-(-piece.length // FRAME_TICKS), 1)
    cells = np.full((frames, 4), REST, dtype=np.int64)
    for column, voice in enumerate(piece.voices):
        previous_end = 0
        for note in voice.notes:
            if note.onset < previous_end:
                raise InputError(f"voice {voice.name} of {piece.title or 'the piece'} sounds two notes at once")
            previous_end = note.end
            start, end = _frames_of(note, frames)
            cells[start:end, column] = note_token(note.pitch, tied=True)
            cells[start, column] = note_token(note.pitch, tied=False)
    fermatas = np.zeros(frames, dtype=bool)
    for note in piece.voices[0].notes:
        if note.fermata:
            start, end = _frames_of(note, frames)
            fermatas[start:end] = True
    return Grid(cells, fermatas)


def _frames_of(note: Note, frames: int) -> tuple[int, int]:
    start = min((note.onset + FRAME_TICKS // 2) // FRAME_TICKS, frames - 1)
    end = min((note.end + FRAME_TICKS // 2) // FRAME_TICKS, frames)
    return start, max(end, start + 1)


def from_grid(grid: Grid) -> Piece:
    """The piece that the grid stands for, its voices named S, A, T, B."""
    held = np.append(grid.fermatas, False)
    phrase_end = held[:-1] & ~held[1:]
    voices = tuple(Voice(name, tuple(_notes(grid.cells[:, column], phrase_end))) for column, name in enumerate("SATB"))
    return Piece(voices=voices, length=max(len(grid.cells), 1) * FRAME_TICKS)


def _notes(cells: NDArray[np.int64], phrase_end: NDArray[np.bool_]) -> Iterator[Note]:
    start = 0
    for frame in range(1, len(cells) + 1):
        goes_on = (
            frame < len(cells)
            and is_tied(int(cells[frame]))
            and cells[frame - 1] != REST
            and pitch_of(int(cells[frame])) == pitch_of(int(cells[start]))
        )
        if goes_on:
            continue
        if cells[start] != REST:
            yield Note(
                start * FRAME_TICKS,
                (frame - start) * FRAME_TICKS,
                pitch_of(int(cells[start])),
                bool(phrase_end[frame - 1]),
            )
        start = frame


class ChoraleGrammar(Grammar):
    """A frame is an optional fermata, four notes, the delimiter, and a piece ends only between frames.

    A voice goes on (`tied`) only with the pitch that it has.
    """

    def __init__(self, alphabet: Alphabet, limits: Limits, *, may_end: bool, fermatas: bool) -> None:
        super().__init__(alphabet, limits, may_end=may_end)
        self._by_phase = _fitting_by_phase(fermatas=fermatas)
        self._phase = np.full(len(limits), FRAME_START)
        self._pitch = np.full((len(limits), VOICES), -1)  # by place in the frame: what may go on, -1 after a rest

    def write(self, rows: Rows, tokens: NDArray[np.int64]) -> None:
        super().write(rows, tokens)
        for row, token in zip(rows.tolist(), tokens.tolist(), strict=True):
            if token == FERMATA:
                self._phase[row] = AFTER_FERMATA
            elif token == FRAME:
                self._phase[row] = FRAME_START
            elif token >= REST:
                place = self._phase[row] % AFTER_FERMATA
                self._pitch[row, place] = -1 if token == REST else pitch_of(token)
                self._phase[row] = place + 1

    def select(self, rows: Rows) -> None:
        super().select(rows)
        self._phase, self._pitch = self._phase[rows], self._pitch[rows]

    def _fitting(self) -> NDArray[np.bool_]:
        fitting: NDArray[np.bool_] = self._by_phase[self._phase]
        for row in np.flatnonzero(self._phase != DELIMITER):
            pitch = self._pitch[row, self._phase[row] % AFTER_FERMATA]
            if pitch >= 0:
                fitting[row, note_token(int(pitch), tied=True)] = True
        return fitting

    def _between_steps(self) -> NDArray[np.bool_]:
        return np.asarray(self._phase == FRAME_START)


def _fitting_by_phase(*, fermatas: bool) -> NDArray[np.bool_]:
    """(phases, vocabulary) what may come where in a frame, but for voices that go on."""
    fitting = np.zeros((AFTER_FERMATA + 1, len(VOCABULARY)), dtype=bool)
    fitting[:, REST] = True
    fitting[:, FIRST_NOTE::2] = True
    fitting[FRAME_START, FERMATA] = fermatas
    fitting[DELIMITER] = False
    fitting[DELIMITER, FRAME] = True
    return fitting
