"""Weighted BLEU: how much of a candidate stands in a corpus, n-gram by n-gram. From Python: `evaluation.bleu`."""

from evaluation.measures.bleu.options import OPTIONS
from evaluation.measures.measure import Measure

MEASURE = Measure(
    name="bleu",
    title="BLEU against the references",
    question="score candidates by weighted BLEU against references",
    meaning=(
        "Weighted BLEU, with maia’s weights, says how much of a candidate stands in the references, n-gram by n-gram. "
        "More is not better: music by people has its own score, and a set that scores higher holds more of the "
        "references than held-out real music does, so it copies, or keeps to what is said most often. Scores of sets "
        "of different length do not compare well; a window cuts all to one length."
    ),
    made_by="evaluation.measures.bleu.result",
    requires=("references", "candidates"),
    uses=("held_out", "encoding", "window"),
    options=OPTIONS,
)
