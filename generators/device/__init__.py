"""Sampling on a GPU, or another device that torch has."""
