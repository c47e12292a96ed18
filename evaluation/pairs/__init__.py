"""From a checkpoint to pairs that listeners can hear: generate, measure, throw away by a stated rule, pair."""
