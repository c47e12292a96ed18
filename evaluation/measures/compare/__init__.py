"""Two samples compared: whether a set can be told from held-out music, by classifiers and by distances of features."""

from evaluation.measures.measure import Measure, Option
from generators.command_line import count

MEASURE = Measure(
    name="compare",
    title="A machine listens",
    question="whether classifiers can tell sets of pieces from held-out ones, and by what",
    meaning=(
        "Classifiers are shown pieces of the set and held-out real music as musical features, and judge pieces that "
        "they have not seen. An AUC of 0.5 is guessing, 1 tells every piece; p is how often sets mixed at random are "
        "as far apart for any classifier or in any feature, all looked at together. It is the features that are "
        "judged, not the music: people may hear more, or less."
    ),
    made_by="evaluation.measures.compare.result",
    requires=("held_out", "candidates"),
    options=(
        Option("without", "features to leave out, such as 'notes per second'", (), many=True, metavar="FEATURE"),
        Option("folds", "of the cross-validation (default: 5)", 5, parse=count),
        Option("permutations", "for the p-values (default: 100)", 100, parse=count, reported=True),
    ),
)
