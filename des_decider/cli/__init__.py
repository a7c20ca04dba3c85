"""The commands: every job a person can do, for scripts and for people without the screens."""
