"""The edges: settings, command line, HTTP, dispatcher, sender, one folder per platform."""
