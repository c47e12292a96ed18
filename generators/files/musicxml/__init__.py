"""MusicXML: read safely, written deterministically."""

from generators.files.musicxml.reader import parse_musicxml, read_musicxml
from generators.files.musicxml.writer import to_musicxml

__all__ = ["parse_musicxml", "read_musicxml", "to_musicxml"]
