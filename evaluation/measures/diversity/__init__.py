"""How much a set of sequences varies: self-BLEU, distinct n-grams, duplicates, and whether a system has collapsed."""

from evaluation.measures.diversity.collapse import Comparison, compare
from evaluation.measures.diversity.duplicates import Duplicate, find_duplicates
from evaluation.measures.diversity.self_bleu import self_bleu
from evaluation.ngrams.shared import Table, table_of

__all__ = ["Comparison", "Duplicate", "Table", "compare", "find_duplicates", "self_bleu", "table_of"]
