"""What texts mean, as vectors from an encoder on this machine; leaves weighing them to knowledge/faq."""
