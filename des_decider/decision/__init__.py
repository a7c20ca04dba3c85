"""One practice's answers: ids, values, changes, undo, vote. Opens no file, reads no clock."""
