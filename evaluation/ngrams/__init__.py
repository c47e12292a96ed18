"""The n-gram search engine: what BLEU, self-BLEU and originality ask of token sequences, exactly.

It answers three questions:

- How often has one reference each n-gram of the candidates? The n-grams are a `trie`. References are read once through
  its automaton (`scan`) or looked up in sorted suffixes, in a file (`index`); `reference_counts` says what both know.
- How long a run that stands in a corpus ends with each token of a candidate, and where does it stand there? `copies`
  reads the corpus once through the candidates' suffix automaton.
- Which n-grams do the sequences of a set share with each other? `shared`.

Each works on `evaluation.sequences`, packed end to end, in shards that merge exactly and on all cores. What is compiled
has a way in numpy that gives the same integers, taken where nothing is compiled or too little is asked.
"""
