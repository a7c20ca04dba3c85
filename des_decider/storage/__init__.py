"""The only code that writes to the disk: safe writes, history, lock, drafts, places."""
