"""AWD-LSTM: Clara's model."""
