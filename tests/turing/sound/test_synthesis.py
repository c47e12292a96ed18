"""The instruments, by what is in their sound: equal temperament at A4 = 440 Hz says where a pitch's energy must be."""

from dataclasses import replace

import numpy as np
import pytest

from generators.encodings.drums import PITCHES
from generators.pieces import Note, Pedal, Piece, Program, Tempo, Voice, at_tempo
from turing.sound.rendersettings import SAMPLE_RATE, RenderSettings, sample_count
from turing.sound.synthesis import strikes, synthesize

SETTINGS = RenderSettings()


def energy(sound: np.ndarray, pitch: int) -> float:
    """Share of the sound's energy within a quarter tone of the pitch's fundamental."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
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
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
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


def test_any_number_of_voices_is_played() -> None:
    voices = [Voice(f"{name} {i}", (Note(480 * i, 480, 69),)) for i in range(10) for name in ("violin", "piano")]
    many = Piece(tuple(voices), length=4800, tempos=(Tempo(0, 60),))
    assert np.abs(during(synthesize(many, SETTINGS), 9.2, 9.8)).max() > 0.01


def test_a_unison_does_not_end_the_other_voice() -> None:
    short, long = Voice("short", (Note(0, 480, 60),)), Voice("long", (Note(0, 1920, 60),))
    sound = synthesize(Piece((short, long), length=1920, tempos=(Tempo(0, 60),)), SETTINGS)
    assert energy(during(sound, 2, 3.8), 60) > 0.02
    assert np.abs(during(sound, 2, 3.8)).max() > 0.01


def test_a_repeated_note_is_struck_again() -> None:
    twice = Piece((Voice("one", (Note(0, 480, 60), Note(480, 480, 60))),), length=960, tempos=(Tempo(0, 60),))
    first, second = strikes(twice, SETTINGS)
    assert first.up is not None
    assert (second.down - first.up) / SAMPLE_RATE == pytest.approx(0.04, abs=0.001)


def test_no_key_stays_down_even_if_notes_coincide() -> None:
    crowd = Voice("one", (Note(0, 1, 60), Note(0, 480, 60), Note(1, 2, 60), Note(240, 960, 60), Note(600, 10, 60)))
    played = list(strikes(Piece((crowd,), length=1200, tempos=(Tempo(0, 400),)), SETTINGS))
    moments = [moment for one in played for moment in (one.down, one.up)]
    assert len(played) == 4
    assert moments == sorted(set(moments))


def test_equal_ticks_at_equal_tempo_are_equally_many_samples(chorale: Piece) -> None:
    busier = replace(chorale, voices=chorale.voices[:1])
    for tempo in (47.3, 60, 119.999):
        one, other = at_tempo(chorale, tempo), at_tempo(busier, tempo)
        assert len(synthesize(one, SETTINGS)) == len(synthesize(other, SETTINGS)) == sample_count(one, SETTINGS)


def downs(music: Piece) -> list[float]:
    """When keys go down, in seconds after the lead-in."""
    return [strike.down / SAMPLE_RATE - SETTINGS.lead_in for strike in strikes(music, SETTINGS)]


def test_notes_are_heard_when_their_tempi_say() -> None:
    """Two quarters at 60 a minute, two at 120, then at 30: 0, 1, 2, 2.5, 3, 5 seconds."""
    line = Voice("one", tuple(Note(480 * i, 480, 60 + i) for i in range(6)))
    music = Piece((line,), length=2880, tempos=(Tempo(0, 60), Tempo(960, 120), Tempo(1920, 30)))
    assert downs(music) == pytest.approx([0, 1, 2, 2.5, 3, 5], abs=1e-4)
    assert sample_count(music, SETTINGS) == round((0.25 + 7 + 1.75) * SAMPLE_RATE)


def test_music_before_its_first_tempo_goes_as_music_without_one_does() -> None:
    line = Voice("one", (Note(0, 480, 60), Note(480, 480, 62), Note(960, 480, 64)))
    assert downs(Piece((line,), length=1440, tempos=(Tempo(480, 45),))) == pytest.approx([0, 2 / 3, 2], abs=1e-4)


def test_a_note_under_the_pedal_sounds_until_it_goes_up() -> None:
    line = (Note(0, 480, 60), Note(480, 240, 67))
    dry, wet = (Piece((Voice("one", line, pedals=held),), 1920) for held in ((), (Pedal(0, 1440),)))
    ends = [[strike.up for strike in strikes(music, SETTINGS)] for music in (dry, wet)]
    a_quarter = 60 / 90
    assert [[up / SAMPLE_RATE - 0.25 for up in each] for each in ends] == [
        pytest.approx([a_quarter, 1.5 * a_quarter], abs=1e-4),
        pytest.approx([3 * a_quarter, 3 * a_quarter], abs=1e-4),
    ]


def test_a_note_is_struck_as_hard_as_it_is_written() -> None:
    line = Voice("one", (Note(0, 480, 60, velocity=20), Note(480, 480, 62, velocity=120)))
    assert [strike.velocity for strike in strikes(Piece((line,), 960), SETTINGS)] == [20, 120]


def test_a_voice_changes_its_instrument_where_its_program_does() -> None:
    line = (Note(0, 480, 60), Note(480, 480, 62), Note(960, 480, 64))
    music = Piece((Voice("piano", line, programs=(Program(0, 40), Program(960, 52))),), 1440)
    assert [strike.preset.program for strike in strikes(music, SETTINGS)] == [40, 40, 52]
