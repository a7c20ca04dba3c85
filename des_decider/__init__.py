"""des-decider: a practice's decision on the Network Contract DES, from worksheet to signed memo."""

__version__ = "0.1.0"
