"""From recordings to clips: read, made equally long and equally loud, encoded like those that are rendered from notes.

A clip is found again by its file's bytes and those of the files beside it: the second time nothing is even decoded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from math import inf
from pathlib import Path

from generators.errors import InputError
from turing.sound.decoder import SHORTEST
from turing.sound.endings import ended
from turing.sound.loudness import TOLERANCE, integrated_loudness
from turing.sound.recording import Recording, file_digest, read_recording
from turing.sound.rendersettings import ClipSettings, Samples, in_samples
from turing.sound.store import Store
from turing.sound.takes import Clip, Source, digest, stored_clips

LONGEST = 600.0  # seconds
MORE = 0.1  # seconds that are read beyond those wanted, so that a cut lies in what is known


@dataclass(frozen=True, slots=True)
class RecordingSettings(ClipSettings):
    """One set of these holds for a whole study."""

    seconds: float | None = None  # all are cut to; otherwise, and if one is shorter, to the shortest of those beside it
    version: int = 1  # to be raised whenever reading, cutting or the encoder change the sound

    def __post_init__(self) -> None:
        """Raises InputError for a length that nothing can have."""
        if self.seconds is not None and not SHORTEST <= self.seconds <= LONGEST:
            raise InputError(f"{self.seconds:g} seconds: choose {SHORTEST:g} to {LONGEST:g}")


@dataclass(frozen=True, slots=True)
class RecordedClip:
    """A clip and what is heard otherwise than in its file, a line each."""

    clip: Clip
    changes: tuple[str, ...]


def recorded_clips(files: Sequence[Path], settings: RecordingSettings, store: Store) -> list[RecordedClip]:
    """The clips of files that are heard side by side, equally long and loud, made only where the store has them not.

    Raises InputError, naming file and reason, for what cannot be read, is next to silent or is there twice.
    """
    names = [file_digest(file) for file in files]
    for (file, name), (other, same) in combinations(zip(files, names, strict=True), 2):
        if name == same:
            raise InputError(f"{file} and {other} are the same recording: nobody could tell them apart")
    known_as = digest("recorded", names, asdict(settings)) + ".json"
    known = store.find(known_as)
    if known:
        found = [RecordedClip(Clip(*clip), tuple(changes)) for clip, changes in json.loads(known.read_bytes())]
        if all(store.find(each.clip.file) for each in found):
            return found
    made = _made(files, names, settings, store)
    store.save(known_as, json.dumps([[[*asdict(each.clip).values()], each.changes] for each in made]).encode())
    return made


def _made(files: Sequence[Path], names: Sequence[str], settings: RecordingSettings, store: Store) -> list[RecordedClip]:
    wanted = inf if settings.seconds is None else settings.seconds
    recordings = [read_recording(file, wanted + MORE) for file in files]
    samples = min([len(recording.sound) for recording in recordings])
    samples = samples if settings.seconds is None else min(samples, in_samples(settings.seconds))
    cuts = [_cut(file, recording, samples) for file, recording in zip(files, recordings, strict=True)]
    clips = stored_clips([cut.source(name, settings) for name, cut in zip(names, cuts, strict=True)], settings, store)
    return [RecordedClip(clip, tuple(cut.changed_to(clip.loudness))) for clip, cut in zip(clips, cuts, strict=True)]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A recording as long as it is heard."""

    sound: Samples
    loudness: float  # LUFS
    changes: tuple[str, ...]

    def source(self, name: str, settings: RecordingSettings) -> Source:
        """Known by its file's digest; how long all are cut to matters only by how long this one is."""
        decided_by = ("recorded", name, len(self.sound), asdict(replace(settings, seconds=None)))
        return Source(decided_by, len(self.sound), lambda: self.sound)

    def changed_to(self, loudness: float) -> Iterator[str]:
        yield from self.changes
        if abs(loudness - self.loudness) > TOLERANCE:
            yield f"loudness brought from {self.loudness:.1f} to {loudness:.1f} LUFS"


def _cut(file: Path, recording: Recording, samples: int) -> _Cut:
    sound, cut = ended(recording.sound, samples, recording.seconds)
    try:
        return _Cut(sound, integrated_loudness(sound), (*recording.changes, *cut))
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
