"""The widgets the screens share; none of them holds an answer."""
