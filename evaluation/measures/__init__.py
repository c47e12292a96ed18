"""What can be measured of music before anyone listens."""
