"""Music as token sequences, as many as there may be: what the measures read."""
