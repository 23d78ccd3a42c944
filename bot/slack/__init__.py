"""Slack: the ways in and out of a workspace there."""
