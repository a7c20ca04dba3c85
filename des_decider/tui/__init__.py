"""The screens: Textual on top of one open decision; every screen is made from the worksheet."""
