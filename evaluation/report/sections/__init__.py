"""The report's parts, one measure each; what does not apply says why."""
