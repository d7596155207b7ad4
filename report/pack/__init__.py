"""The board pack: slides, a draft of the board's paper, and the page as it prints."""
