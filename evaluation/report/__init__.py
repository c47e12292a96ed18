"""One self-contained HTML page about sets of candidates: what every offline measure says of them."""
