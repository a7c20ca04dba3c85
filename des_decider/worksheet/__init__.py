"""The blank form: what it holds, how it is read and checked. Opens no file, knows no answer."""
