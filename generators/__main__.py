"""`python -m generators COMMAND`: see COMMANDS."""

import sys

from generators.command_line import main

COMMANDS = {
    "systems": ("generators.systems.command", "list the systems"),
    "chorales": (
        "generators.corpora.chorales.command",
        "write Bach's chorales as files, a folder for each part of a split",
    ),
    "split": ("generators.corpora.chorales.splits.command", "make the stored splits of the chorales again"),
    "prepare": ("generators.corpora.prepared.command", "turn a folder of music into token arrays to learn from"),
    "train": ("generators.training.command", "train a system, or go on with a training"),
    "sweep": ("generators.training.sweep_command", "train a system in many settings, to compare them"),
    "improvement": ("generators.training.improvement_command", "draw what a system composes after more training"),
    "compose": ("generators.sampling.compose_command", "compose whole pieces with a checkpoint"),
    "continue": ("generators.sampling.continue_command", "have a checkpoint go on with pieces of music"),
    "respond": ("generators.sampling.respond_command", "have a checkpoint answer calls with responses as long"),
    "int8": ("generators.engines.int8_command", "measure whether a checkpoint can compose with 8-bit weights"),
    "harmonize": ("generators.sampling.harmonize_command", "have a checkpoint write some voices of a chorale"),
}

if __name__ == "__main__":
    sys.exit(main("generators", "The composers: train them, have them compose and harmonize.", COMMANDS, sys.argv[1:]))
