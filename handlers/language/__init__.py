"""What a sentence means: pure functions from a text and a scene to words, a question, or nothing."""
