"""How much a set of sequences varies: self-BLEU, distinct n-grams, duplicates, and whether a system has collapsed."""

from evaluation.measures.measure import Measure

MEASURE = Measure(
    name="diversity",
    title="Variety",
    question="self-BLEU, distinct n-grams and duplicates; an alarm for collapse",
    meaning=(
        "Self-BLEU scores each piece of a set against the others of it: where pieces resemble each other it is high. "
        "Distinct-n is how many different n-grams there are for each token. Both depend on how many pieces there are, "
        "so real music is drawn in sets as large; the alarm is raised by less variety than such sets have."
    ),
    made_by="evaluation.measures.diversity.result",
    uses=("held_out", "encoding"),
)
