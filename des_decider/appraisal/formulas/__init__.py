"""The formulas, written once as nodes: where their numbers come from, and one file a part of the street."""
