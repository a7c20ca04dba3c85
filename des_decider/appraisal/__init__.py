"""The figures: every number the program works out from a worksheet and answers, with its working."""
