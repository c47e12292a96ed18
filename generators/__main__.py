"""`python -m generators COMMAND`: see COMMANDS."""

import sys

from generators.command_line import main

COMMANDS = {
    "systems": ("generators.systems.command", "list the systems"),
    "split": ("generators.corpora.splits.command", "make the stored splits of the chorales again"),
    "train": ("generators.training.command", "train a system, or go on with a training"),
    "compose": ("generators.sampling.compose_command", "compose whole pieces with a checkpoint"),
    "harmonize": ("generators.sampling.harmonize_command", "have a checkpoint write some voices of a chorale"),
}

if __name__ == "__main__":
    sys.exit(main("generators", "The composers: train them, have them compose and harmonize.", COMMANDS, sys.argv[1:]))
