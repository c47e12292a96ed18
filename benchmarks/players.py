"""Our SoundFont player beside tinysoundfont and FluidSynth: pitch, spectrum, envelope, velocity, time.

    python -m benchmarks.players

Runs where numpy, scipy and soundfile are, and of tinysoundfont 0.3.7 and pyfluidsynth 1.4.0 (with FluidSynth's library)
what is to be compared. Each plays the same six notes on every instrument, and a bar of drums.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from turing.sound.instruments import DRUM_KIT, Preset
from turing.sound.player import Strike, play
from turing.sound.rendersettings import SAMPLE_RATE, Samples
from turing.sound.soundfont import load

FONT = Path(__file__).parents[1] / "fixtures" / "soundfont" / "fluidr3mono-subset.sf3"
PITCHES = (48, 55, 60, 64, 69, 76)
DRUMS = (36, 46, 42, 38, 46, 42, 49)  # open hi-hats closed by the next, a crash
BEAT = SAMPLE_RATE // 2
HELD = round(0.9 * BEAT)
FRAME = 4_096

Engine = Callable[[Sequence[Strike], int], Samples]


def phrase(preset: Preset, velocity: int = 80) -> list[Strike]:
    """Half a second for each note."""
    drums = preset == DRUM_KIT
    return [
        Strike(i * BEAT, preset, pitch, velocity, None if drums else i * BEAT + HELD)
        for i, pitch in enumerate(DRUMS if drums else PITCHES)
    ]


def ours(strikes: Sequence[Strike], total: int) -> Samples:
    return play(strikes, load(FONT), total)


def tinysoundfont(strikes: Sequence[Strike], total: int) -> Samples:
    import tinysoundfont

    synth = tinysoundfont.Synth(samplerate=SAMPLE_RATE)
    bank, program = strikes[0].preset
    synth.program_select(0, synth.sfload(str(FONT)), bank, program, is_drums=bank == DRUM_KIT.bank)

    def generate(count: int) -> Samples:
        return np.frombuffer(synth.generate_simple(count), np.float32).reshape(-1, 2)[:, 0].astype(np.float64)

    return _in_turn(strikes, total, generate, lambda *key: synth.noteon(0, *key), lambda key: synth.noteoff(0, key))


def fluidsynth(strikes: Sequence[Strike], total: int) -> Samples:
    import fluidsynth

    synth = fluidsynth.Synth(gain=0.5, samplerate=SAMPLE_RATE)
    for setting in ("synth.reverb.active", "synth.chorus.active"):
        synth.setting(setting, 0)
    synth.program_select(0, synth.sfload(str(FONT)), *strikes[0].preset)

    def generate(count: int) -> Samples:
        return np.asarray(synth.get_samples(count)).reshape(-1, 2)[:, 0] / 32_768

    return _in_turn(strikes, total, generate, lambda *key: synth.noteon(0, *key), lambda key: synth.noteoff(0, key))


def _in_turn(
    strikes: Sequence[Strike],
    total: int,
    generate: Callable[[int], Samples],
    down: Callable[[int, int], object],
    up: Callable[[int], object],
) -> Samples:
    events = sorted(
        [(each.down, 1, each.pitch, each.velocity) for each in strikes]
        + [(each.up, 0, each.pitch, 0) for each in strikes if each.up is not None]
    )
    parts, place = [], 0
    for at, is_down, pitch, velocity in events:
        if at > place:
            parts.append(generate(at - place))
        place = at
        if is_down:
            down(pitch, velocity)
        else:
            up(pitch)
    return np.concatenate([*parts, generate(total - place)])


def level(sound: Samples) -> float:
    """RMS in dB."""
    return float(10 * np.log10((sound**2).mean() + 1e-12))


def hertz(sound: Samples, near: float) -> float:
    """The strongest partial within half a semitone of a multiple of `near`, as its fundamental."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 18))
    width = SAMPLE_RATE / (1 << 18)
    best, found = 0.0, near
    for partial in range(1, 5):
        first, last = (round(near * partial * 2 ** (sign / 24) / width) for sign in (-1, 1))
        peak = first + int(spectrum[first:last].argmax())
        a, b, c = np.log(spectrum[peak - 1 : peak + 2])
        if spectrum[peak] > best:
            best, found = spectrum[peak], (peak + (a - c) / 2 / (a - 2 * b + c)) * width / partial
    return found


def frames(sound: Samples) -> Samples:
    """Log power in dB of the frames' spectra below 10 kHz, smoothed to 120 bands."""
    cut = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME) * np.hanning(FRAME)
    power = np.abs(np.fft.rfft(cut, axis=1)) ** 2
    edges = np.unique(np.geomspace(4, 10_000 / SAMPLE_RATE * FRAME, 121).astype(int))
    return 10 * np.log10(np.add.reduceat(power, edges, axis=1)[:, :-1] + 1e-9)


def compare(one: Samples, other: Samples, drums: bool) -> str:
    other = other * np.sqrt((one**2).sum() / (other**2).sum())
    a, b = frames(one), frames(other)
    loud = np.maximum(a, b) > max(a.max(), b.max()) - 60
    envelopes = [np.array([level(each[i : i + 441]) for i in range(0, len(each) - 441, 441)]) for each in (one, other)]
    heard = np.maximum(*envelopes) > max(map(max, envelopes)) - 50
    cents = [
        1200 * np.log2(hertz(one[i:end], near) / hertz(other[i:end], near))
        for number, pitch in enumerate(PITCHES if not drums else ())
        for i, end in [(number * BEAT + BEAT // 8, number * BEAT + HELD)]
        for near in [440 * 2 ** ((pitch - 69) / 12)]
    ]
    return (
        f"{max(map(abs, cents), default=0):.2f} | {np.corrcoef(a[loud], b[loud])[0, 1]:.3f} | "
        f"{np.sqrt(((a - b)[loud] ** 2).mean()):.1f} | {np.abs(envelopes[0] - envelopes[1])[heard].mean():.1f}"
    )


def main() -> None:
    total = 8 * BEAT
    presets = sorted(load(FONT))
    pairs = ((ours, tinysoundfont), (ours, fluidsynth), (fluidsynth, tinysoundfont))
    print(
        "| instrument | players | cents, most | r of log spectra | LSD, dB | envelope, dB |\n|---|---|---|---|---|---|"
    )
    for preset in presets:
        for one, other in pairs:
            sounds = [engine(phrase(preset), total) for engine in (one, other)]
            figures = compare(sounds[0], sounds[1], preset == DRUM_KIT)
            print(f"| {preset.bank}:{preset.program} | {one.__name__}, {other.__name__} | {figures} |")
    for engine in (ours, tinysoundfont, fluidsynth):
        engine(phrase(presets[0]), total)
        begun = time.process_time()
        for preset in presets:
            engine(phrase(preset), total)
        took = (time.process_time() - begun) / len(presets)
        softer = [level(engine(phrase(presets[2], velocity), total)) for velocity in (80, 40)]
        print(f"{engine.__name__}: {took:.3f} s of CPU a phrase, velocity 40 is {softer[1] - softer[0]:+.1f} dB to 80")


if __name__ == "__main__":
    main()
