"""Trained models in files that explain themselves."""
