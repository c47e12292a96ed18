"""Generated pieces to be heard and seen: a clip and a picture beside every MIDI file of a folder. Needs no database."""

from __future__ import annotations

from pathlib import Path

from generators.errors import InputError
from generators.files.midi import read_midi
from generators.files.writing import write_whole
from generators.pieces import Piece
from generators.progress import Progress
from turing.sheet.engraving import EngravingError
from turing.sheet.pictures import picture_svg
from turing.sound.rendering import rendered
from turing.sound.rendersettings import RenderSettings

MIDI = (".mid", ".midi")


def hear_folder(folder: Path, settings: RenderSettings) -> int:
    """Write NAME.mp3 and NAME.svg beside each NAME.mid of the folder, where they are not yet; how many MIDI files.

    Raises InputError for a folder that is none or has no MIDI files, and naming the first file that cannot be read,
    heard or engraved; what was written before it stays.
    """
    files = _midi_files(folder)
    progress = Progress("pieces", len(files))
    for path in files:
        sound, picture = path.with_suffix(".mp3"), path.with_suffix(".svg")
        if not (sound.exists() and picture.exists()):
            _write(read_midi(path), sound, picture, settings)
        progress.step()
    return len(files)


def _midi_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder")
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in MIDI)
    if not files:
        raise InputError(f"{folder}: there are no MIDI files in it ({', '.join(MIDI)})")
    return files


def _write(music: Piece, sound: Path, picture: Path, settings: RenderSettings) -> None:
    try:
        if not sound.exists():
            write_whole(sound, rendered(music, settings))
        if not picture.exists():
            write_whole(picture, picture_svg(music).encode())
    except (InputError, EngravingError) as error:
        raise InputError(f"{music.source}: {error}") from error
