"""Typed commands, pressed buttons and forms: one table of verbs, and what may follow each."""
