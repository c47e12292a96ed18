"""Bach's four-part chorales: their scores, which come with music21, and their splits."""

CHORALES = "chorales"  # what --data calls them
DEFAULT_SPLIT = "melody-family"
