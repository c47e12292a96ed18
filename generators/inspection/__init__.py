"""Looking into what was trained."""
