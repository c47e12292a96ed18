"""The n-gram search engine: what references say about candidates' n-grams, read through or looked up."""
