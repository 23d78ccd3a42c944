"""One function per thing that falls due; jobs.py is the table of contents."""
