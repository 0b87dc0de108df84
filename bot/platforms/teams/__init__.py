"""Microsoft Teams as a Platform."""
