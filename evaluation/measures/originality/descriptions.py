"""The kinds of events in words."""

DESCRIPTIONS = {
    "chords": "chords of four voices",
    "onsets": "notes that begin together",
    "sonorities": "notes that begin together, in any rhythm",
    "skeleton": "outer voices on the beat, without ornaments",
    "voices": "each voice alone, at any speed",
    "intervals": "each voice alone, in any rhythm",
}
