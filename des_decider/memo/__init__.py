"""The memo: composed once from a decision and its figures, then written in several formats."""
