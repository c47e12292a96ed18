"""Standard MIDI files: read safely, whoever wrote them; written deterministically."""

from generators.files.midi.chunks import is_midi
from generators.files.midi.reader import parse_midi, read_midi
from generators.files.midi.writer import to_midi

__all__ = ["is_midi", "parse_midi", "read_midi", "to_midi"]
