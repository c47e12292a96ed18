"""The commands of `python -m generators`, a module each: see `generators/__main__.py`."""
