"""The worked example: the answers of a practice that exists nowhere."""
