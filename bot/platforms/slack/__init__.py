"""Slack as a Platform."""
