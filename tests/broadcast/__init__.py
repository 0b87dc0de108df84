"""Announcements under load: the real bot, the services' fakes, and kills."""
