"""MusicXML: read safely, written deterministically."""
