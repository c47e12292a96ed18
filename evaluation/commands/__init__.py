"""The doors: what is typed after `python -m evaluation`."""
