"""Reference sets made fast to search, in a file: for services, and for references that are asked again and again."""

from evaluation.ngrams.index.building import build_index
from evaluation.ngrams.index.file import is_index, open_index, write_index
from evaluation.ngrams.index.index import Index

__all__ = ["Index", "build_index", "is_index", "open_index", "write_index"]
