"""How well Baton understands what people write: every example through the dispatcher, held against what was meant."""
