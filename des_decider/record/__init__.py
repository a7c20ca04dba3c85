"""One open decision: the only code that knows both the answers and the disk."""
