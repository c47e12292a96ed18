"""Rules of part-writing in four-part chorales: how often they are broken, where, and how often Bach breaks them."""

from evaluation.measures.measure import Measure

MEASURE = Measure(
    name="rules",
    title="Rules of part-writing",
    question="how often and where four-part pieces break the rules of part-writing",
    meaning=(
        "What textbooks forbid in four-part chorales, counted in each set and in all of Bach’s chorales. He breaks "
        "every one of these rules, so fewer is not better: what matters is how near a set is to him. Bach’s range is "
        "where all rates of 95 % of draws of as much of his music lie at once: one set of his in twenty has any rule "
        "outside. Voices must be soprano, alto, tenor and bass, in this order."
    ),
    made_by="evaluation.measures.rules.result",
    uses=("held_out",),
)
