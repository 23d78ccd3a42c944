"""The words: one file per thing said and language, and the voice that writes them into the outbox."""
