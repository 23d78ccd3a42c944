"""The local chat: a platform of our own, for trying, testing and programs."""
