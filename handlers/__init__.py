"""One function per thing a person can ask; commands.py is the table of contents."""
