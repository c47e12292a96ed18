"""Results as text, JSON, CSV and HTML: each written once, from results alone."""
