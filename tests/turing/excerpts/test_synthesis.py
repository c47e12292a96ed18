"""The instruments, by what is in their sound: equal temperament at A4 = 440 Hz says where a pitch's energy must be."""

from dataclasses import replace

import numpy as np
import pytest

from generators.encodings.drums import PITCHES
from generators.pieces import Note, Piece, Tempo, Voice, at_tempo
from turing.excerpts.instruments import channels, instruments
from turing.excerpts.rendersettings import SAMPLE_RATE, RenderSettings, sample_count
from turing.excerpts.synthesis import key_events, synthesize

SETTINGS = RenderSettings()


def energy(sound: np.ndarray, pitch: int) -> float:
    """Share of the sound's energy within a quarter tone of the pitch's fundamental."""
    spectrum = np.abs(np.fft.rfft(sound.sum(axis=1) * np.hanning(len(sound)))) ** 2
    frequencies = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    fundamental = 440 * 2 ** ((pitch - 69) / 12)
    near = (frequencies > fundamental * 2 ** (-1 / 24)) & (frequencies < fundamental * 2 ** (1 / 24))
    return float(spectrum[near].sum() / spectrum.sum())


def during(sound: np.ndarray, start: float, end: float) -> np.ndarray:
    """The sound between two times in seconds after the lead-in."""
    first, last = (round((SETTINGS.lead_in + time) * SAMPLE_RATE) for time in (start, end))
    return sound[first:last]


def test_every_written_pitch_is_heard_when_it_is_written_and_not_before(chorale: Piece) -> None:
    sound = synthesize(chorale, SETTINGS)
    for voice in chorale.voices:
        for note in voice.notes:
            onset = note.onset / 960  # seconds at 120 quarters a minute
            assert energy(during(sound, onset + 0.1, onset + 0.5), note.pitch) > 0.004, (voice.name, note)
    assert energy(during(sound, 0, 0.5), 74) < 0.001  # the soprano's second note, still silent
    assert np.abs(during(sound, -SETTINGS.lead_in, 0)).max() == 0


@pytest.mark.parametrize("program", [0, 6, 19, 20, 40, 48, 52])
def test_every_instrument_of_the_font_plays_the_written_octave(program: int) -> None:
    piece = Piece((Voice("one", (Note(0, 960, 69),)),), length=960, tempos=(Tempo(0, 60),))
    sound = during(synthesize(piece, replace(SETTINGS, program=program)), 0.2, 1.8)
    frequencies = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    spectrum = np.abs(np.fft.rfft(sound.sum(axis=1) * np.hanning(len(sound))))
    assert energy(sound, 69) > 0.02
    assert (
        spectrum[(frequencies > 100) & (frequencies < 400)].max()
        < spectrum[(frequencies > 420) & (frequencies < 460)].max()
    )


def level(sound: np.ndarray) -> float:
    """RMS in dB of full scale."""
    return float(10 * np.log10((sound**2).mean() + 1e-12))


def test_every_drum_of_the_kit_sounds_when_it_is_hit() -> None:
    hits = tuple(Note(480 * (i + 1), 120, pitch) for i, pitch in enumerate(PITCHES))
    beat = Piece((Voice("drums", hits, drums=True),), length=480 * 11, tempos=(Tempo(0, 30),))
    sound = synthesize(beat, SETTINGS)
    for note in hits:
        onset = note.onset / 240
        assert level(during(sound, onset, onset + 0.1)) > level(during(sound, onset - 0.1, onset)) + 12, note.pitch
    assert np.abs(sound).max() < 1


@pytest.mark.parametrize("pitch", PITCHES)
def test_a_drum_rings_however_short_its_note_is(pitch: int) -> None:
    short, long = (
        synthesize(
            Piece((Voice("drums", (Note(0, ticks, pitch),), drums=True),), length=960, tempos=(Tempo(0, 60),)), SETTINGS
        )
        for ticks in (1, 960)
    )
    assert np.array_equal(short, long)
    assert level(during(short, 0, 0.2)) > -60


def test_a_violin_holds_its_tone_and_a_piano_lets_it_fade() -> None:
    faded = {}
    for name in ("violin", "piano", "melody", "organ"):
        held = synthesize(Piece((Voice(name, (Note(0, 1920, 69),)),), length=1920, tempos=(Tempo(0, 30),)), SETTINGS)
        assert energy(during(held, 0.2, 7.8), 69) > 0.01, name
        faded[name] = level(during(held, 0.2, 0.7)) - level(during(held, 7, 7.5))
    assert faded["piano"] == faded["melody"] > 20
    assert abs(faded["violin"]) < 3
    assert abs(faded["organ"]) < 3


def test_violin_and_piano_of_a_duet_are_heard_together() -> None:
    violin, piano = Voice("violin", (Note(0, 960, 81),)), Voice("piano", (Note(0, 960, 48), Note(0, 960, 52)))
    sound = during(synthesize(Piece((violin, piano), length=960, tempos=(Tempo(0, 60),)), SETTINGS), 0.2, 1.8)
    assert min(energy(sound, pitch) for pitch in (81, 48, 52)) > 0.004


def test_more_voices_than_channels_are_played_on_their_own_instruments() -> None:
    voices = [Voice(f"{name} {i}", (Note(480 * i, 480, 69),)) for i in range(10) for name in ("violin", "piano")]
    many = Piece(tuple(voices), length=4800, tempos=(Tempo(0, 60),))
    assert np.abs(during(synthesize(many, SETTINGS), 9.2, 9.8)).max() > 0.01
    assert channels(instruments(many, SETTINGS)) == [0, 1] * 10


def test_a_unison_does_not_end_the_other_voice() -> None:
    short, long = Voice("short", (Note(0, 480, 60),)), Voice("long", (Note(0, 1920, 60),))
    sound = synthesize(Piece((short, long), length=1920, tempos=(Tempo(0, 60),)), SETTINGS)
    assert energy(during(sound, 2, 3.8), 60) > 0.02
    assert np.abs(during(sound, 2, 3.8)).max() > 0.01


def test_a_repeated_note_is_struck_again() -> None:
    twice = Piece((Voice("one", (Note(0, 480, 60), Note(480, 480, 60))),), length=960, tempos=(Tempo(0, 60),))
    events = sorted(key_events(twice, SETTINGS))
    assert [event.down for event in events] == [True, False, True, False]
    gap = (events[2].sample - events[1].sample) / SAMPLE_RATE
    assert gap == pytest.approx(0.04, abs=0.001)


def test_no_key_stays_down_even_if_notes_coincide() -> None:
    crowd = Voice("one", (Note(0, 1, 60), Note(0, 480, 60), Note(1, 2, 60), Note(240, 960, 60), Note(600, 10, 60)))
    events = sorted(key_events(Piece((crowd,), length=1200, tempos=(Tempo(0, 400),)), SETTINGS))
    down = 0
    for event in events:
        down += 1 if event.down else -1
        assert 0 <= down <= 1
    assert down == 0


def test_equal_ticks_at_equal_tempo_are_equally_many_samples(chorale: Piece) -> None:
    busier = replace(chorale, voices=chorale.voices[:1])
    for tempo in (47.3, 60, 119.999):
        one, other = at_tempo(chorale, tempo), at_tempo(busier, tempo)
        assert len(synthesize(one, SETTINGS)) == len(synthesize(other, SETTINGS)) == sample_count(one, SETTINGS)
