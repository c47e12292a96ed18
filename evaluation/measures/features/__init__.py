"""Musical features of pieces: pitch, intervals, rhythm, texture."""

from evaluation.measures.measure import Measure

MEASURE = Measure(
    name="features",
    title="Musical features",
    question="musical features of pieces: pitch, intervals, rhythm, texture",
    meaning=(
        "What each piece measures, and the means of each set over the pieces for which a feature is defined. None says "
        "whether music is good: sets of which the means agree can differ in all else. A piece whose notes equal an "
        "earlier one’s is left out."
    ),
    made_by="evaluation.measures.features.result",
    uses=("held_out",),
)
