"""Deep Jammer's model."""
