"""Study pairs in any encoding: a held-out piece as it goes on after its opening, and as a model goes on from there."""
