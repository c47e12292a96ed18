"""`python -m evaluation COMMAND`: see COMMANDS."""

import sys

from generators.command_line import main

COMMANDS = {
    "analyze": ("evaluation.statistics.command", "reproduce the dashboard's figures from the answers it exports"),
    "bleu": ("evaluation.bleu.command", "score candidates by weighted BLEU against references"),
    "candidates": ("evaluation.candidates.command", "generate with a checkpoint, measure, keep by a rule, and pair"),
    "harmonization": ("evaluation.harmonization", "how often a model's voices differ from Bach's, as BachBot counted"),
    "likelihood": ("evaluation.likelihood", "the loss of a checkpoint on the parts of a split"),
}

if __name__ == "__main__":
    sys.exit(main("evaluation", "Measure music and what listeners made of it.", COMMANDS, sys.argv[1:]))
