"""What every room speaks of, said once: words, stages, the round. It imports nothing of the house."""
