"""Clips as listeners get them: decoded again and measured."""

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from generators.errors import InputError
from generators.pieces import Note, Piece, Tempo, Voice, at_tempo
from turing.sound.loudness import measure
from turing.sound.rendering import render_pair, render_versions, source
from turing.sound.rendersettings import RenderSettings
from turing.sound.store import Store
from turing.sound.takes import Clip

SETTINGS = RenderSettings()
RENDERED = (SETTINGS, -20.0)
ROOT = Path(__file__).parents[3]


def read(clip: Clip, store: Store) -> bytes:
    path = store.find(f"{clip.digest}.mp3")
    assert path
    return path.read_bytes()


def clip_digest(music: Piece, settings: RenderSettings, loudness: float) -> str:
    return source(music, settings).clip(loudness).digest


def test_both_clips_of_a_pair_are_equal_in_everything_but_the_notes(chorale, imitation, store) -> None:
    clips = render_pair(chorale, at_tempo(imitation, 120), SETTINGS, store)
    files = [read(clip, store) for clip in clips]
    sounds = [soundfile.read(io.BytesIO(file)) for file in files]
    assert len(files[0]) == len(files[1])
    assert files[0] != files[1]
    for clip, (sound, rate) in zip(clips, sounds, strict=True):
        assert (sound.shape, rate) == ((clip.samples,), 44_100)
        assert clip.samples / rate == pytest.approx(0.25 + 4.0 + 1.75)
        level = measure(sound)
        assert level.loudness == pytest.approx(-20, abs=0.1)
        assert level.peak < -1
        assert np.abs(sound[-2_000:]).max() < 0.001  # the room has fallen silent


def test_a_clip_names_nothing(chorale, imitation, store) -> None:
    for clip in render_pair(replace(chorale, title="Secret"), at_tempo(imitation, 120), SETTINGS, store):
        file = read(clip, store)
        assert file[:2] == b"\xff\xfb"  # MPEG audio from the first byte on: no ID3 tag in front
        assert b"TAG" not in file[-128:]
        assert b"Secret" not in file
        with soundfile.SoundFile(io.BytesIO(file)) as opened:
            assert opened.copy_metadata() == {}


def test_sharp_sounds_lower_both_sides(store) -> None:
    crack = Voice("drums", tuple(Note(1920 * i, 60, 38) for i in range(2)), drums=True)
    carpet = Voice("drums", tuple(Note(120 * i, 120, 42) for i in range(32)), drums=True)
    settings = replace(SETTINGS, loudness=-10.0)
    one, other = render_pair(Piece((crack,), 3840), Piece((carpet,), 3840), settings, store)
    assert one.loudness == other.loudness < -10
    peaks = [measure(soundfile.read(io.BytesIO(read(clip, store)))[0]).peak for clip in (one, other)]
    assert max(peaks) < 0


def test_what_the_encoder_takes_from_cymbals_is_made_up_for(store) -> None:
    """Both as they are decoded: hi-hats, of whose sound it takes much, and toms, of whose it takes nothing."""
    hats = Voice("drums", tuple(Note(240 * i, 120, 42) for i in range(32)), drums=True)
    toms = Voice("drums", tuple(Note(240 * i, 120, 45) for i in range(32)), drums=True)
    clips = render_pair(Piece((hats,), 7680), Piece((toms,), 7680), SETTINGS, store)
    levels = [measure(soundfile.read(io.BytesIO(read(clip, store)))[0]) for clip in clips]
    assert levels[0].loudness == pytest.approx(levels[1].loudness, abs=0.15)
    assert max(level.peak for level in levels) < -1


def test_a_few_notes_are_as_loud_as_many(store) -> None:
    few = Voice("melody", (Note(0, 120, 48), Note(9600, 120, 83)))
    many = Voice("melody", tuple(Note(240 * i, 240, 60 + i % 12) for i in range(60)))
    clips = render_pair(Piece((few,), 14400), Piece((many,), 14400), SETTINGS, store)
    for clip in clips:
        level = measure(soundfile.read(io.BytesIO(read(clip, store)))[0])
        assert (level.loudness, level.peak < -1) == (pytest.approx(-20, abs=0.15), True)


def test_different_instruments_are_refused(chorale, store) -> None:
    piano = replace(chorale, voices=(replace(chorale.voices[0], name="piano"),))
    with pytest.raises(InputError, match="same instruments: church organ and piano"):
        render_pair(chorale, piano, SETTINGS, store)


def test_unequal_lengths_are_refused(chorale, imitation, store) -> None:
    with pytest.raises(InputError, match="3840 ticks at tempo 120 and 3840 ticks at tempo 90"):
        render_pair(chorale, imitation, SETTINGS, store)


def test_silence_is_refused_and_nothing_stored(chorale, store) -> None:
    with pytest.raises(InputError, match="next to silent"):
        render_pair(
            chorale, Piece((Voice("S", ()),), chorale.length, tempos=(Tempo(0, chorale.tempo),)), SETTINGS, store
        )
    assert not store.folders[0].exists()


def test_the_digest_covers_all_that_is_heard(chorale) -> None:
    changes = [
        clip_digest(chorale, *RENDERED),
        clip_digest(replace(chorale, voices=chorale.voices[:3]), *RENDERED),
        clip_digest(at_tempo(chorale, 121), *RENDERED),
        clip_digest(chorale, replace(SETTINGS, program=20), -20.0),
        clip_digest(chorale, SETTINGS, -21.0),
        clip_digest(
            replace(chorale, voices=tuple(replace(voice, name="piano") for voice in chorale.voices)), *RENDERED
        ),
        clip_digest(replace(chorale, voices=tuple(replace(voice, drums=True) for voice in chorale.voices)), *RENDERED),
    ]
    assert len(set(changes)) == len(changes)
    assert clip_digest(replace(chorale, title="another"), *RENDERED) == changes[0]


def test_a_clip_that_came_with_the_site_is_not_rendered_again(chorale, imitation, store, tmp_path, monkeypatch) -> None:
    render_pair(chorale, at_tempo(imitation, 120), SETTINGS, store)
    monkeypatch.setattr("turing.sound.rendering.synthesize", lambda *_: pytest.fail("rendered again"))
    later = Store([tmp_path / "own", *store.folders])
    render_pair(chorale, at_tempo(imitation, 120), SETTINGS, later)
    assert not (tmp_path / "own").exists()


def test_a_softer_pair_that_came_with_the_site_is_not_rendered_again(store, monkeypatch) -> None:
    """Its loudness follows from its sound; the store knows it by what the sound was made from."""
    crack = Voice("drums", tuple(Note(1920 * i, 60, 38) for i in range(2)), drums=True)
    carpet = Voice("drums", tuple(Note(120 * i, 120, 42) for i in range(32)), drums=True)
    pair, settings = (Piece((crack,), 3840), Piece((carpet,), 3840)), replace(SETTINGS, loudness=-10.0)
    made = render_pair(*pair, settings, store)
    monkeypatch.setattr("turing.sound.rendering.synthesize", lambda *_: pytest.fail("rendered again"))
    assert render_pair(*pair, settings, store) == made
    assert made[0].loudness < -10


def test_two_processes_render_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        command = [sys.executable, "manage.py", "render_clips", str(folder), "--to", str(tmp_path / name)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert len(one) == 4
    assert one == other


def test_three_versions_are_as_loud_as_each_other(chorale, imitation, store) -> None:
    others = [at_tempo(imitation, 120), replace(chorale, voices=chorale.voices[:3])]
    clips = render_versions([chorale, *others], SETTINGS, store)
    levels = [measure(soundfile.read(io.BytesIO(read(clip, store)))[0]).loudness for clip in clips]
    assert levels == [pytest.approx(-20, abs=0.1)] * 3
    with pytest.raises(InputError, match="two versions are the same music"):
        render_versions([chorale, *others, chorale], SETTINGS, store)
