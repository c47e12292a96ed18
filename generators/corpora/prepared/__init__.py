"""A folder of MIDI and MusicXML → token arrays to learn from: scanning, splitting, preparing, reading."""
