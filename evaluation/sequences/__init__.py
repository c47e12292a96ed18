"""Music as token sequences, as many as there may be: what the measures read."""

PLAIN = "tokens"  # instead of an encoding: a token is whatever stands between spaces
