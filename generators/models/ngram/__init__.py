"""The n-gram model: counted rather than trained, kept in checkpoints as its counts, and asked without torch."""
