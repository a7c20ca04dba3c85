"""The only code that touches the disk: safe writes, history, lock, drafts, places."""
