"""Stacked recurrent language models: BachBot's, and maia's."""
