"""Reading references once, for how often one of them has each n-gram of the candidates: compiled, and in numpy."""
