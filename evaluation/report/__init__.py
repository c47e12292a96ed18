"""One self-contained HTML page about the sets of music in a folder: what every measure says of them."""
