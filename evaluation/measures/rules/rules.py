"""Rules of part-writing in four-part chorales: how often they are broken, where, and how often Bach breaks them.

Each rule's definition, with its source, is the docstring of its function. None says whether music is good: Bach breaks
all of them, so that what matters is how near a set's rates are to his, and fewer is not better. Neither key nor
transposition matters, but for the ranges.
"""

from evaluation.measures.rules.endings import ENDINGS
from evaluation.measures.rules.motion import MOTION
from evaluation.measures.rules.placing import PLACING
from evaluation.measures.rules.rule import Per, Rule

RULES: tuple[Rule, ...] = (*MOTION, *PLACING, *ENDINGS)
PERS: tuple[Per, ...] = tuple(dict.fromkeys(rule.per for rule in RULES))  # what rules are counted per

__all__ = ["PERS", "RULES", "Rule"]
