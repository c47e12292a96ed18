"""`python -m evaluation COMMAND`: see COMMANDS."""

import sys

from generators.command_line import main

COMMANDS = {
    "analyze": ("evaluation.commands.analyze", "reproduce the dashboard's figures from the answers it exports"),
    "bleu": ("evaluation.measures.bleu.command", "score candidates by weighted BLEU against references"),
    "compare": (
        "evaluation.measures.twosample.command",
        "whether classifiers can tell two sets of pieces apart, and by what",
    ),
    "diversity": (
        "evaluation.measures.diversity.command",
        "self-BLEU, distinct n-grams and duplicates; an alarm for collapse",
    ),
    "features": (
        "evaluation.measures.features.command",
        "musical features of pieces: pitch, intervals, rhythm, texture",
    ),
    "harmonization": (
        "evaluation.measures.harmonization",
        "how often a model's voices differ from Bach's, as BachBot counted",
    ),
    "index": ("evaluation.commands.index", "make references fast to search, in a file"),
    "likelihood": (
        "evaluation.measures.likelihood.command",
        "how well a checkpoint or an n-gram predicts held-out pieces, in nats",
    ),
    "originality": (
        "evaluation.measures.originality.command",
        "what pieces copy from a corpus, from where, and how much people do",
    ),
    "ngrams": (
        "evaluation.measures.bleu.ngrams_command",
        "draw how much of sets of candidates stands in references, n by n",
    ),
    "pairs": ("evaluation.pairs.command", "make music with a checkpoint, keep by limits of held-out music, and pair"),
    "report": ("evaluation.report.command", "all that the measures say about sets of candidates, on one HTML page"),
    "rules": (
        "evaluation.measures.rules.command",
        "how often and where four-part pieces break the rules of part-writing",
    ),
}

if __name__ == "__main__":
    sys.exit(main("evaluation", "Measure music and what listeners made of it.", COMMANDS, sys.argv[1:]))
