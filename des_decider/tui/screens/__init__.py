"""One file a screen, each on the frame they share."""
