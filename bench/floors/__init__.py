"""The least that each row's work can cost: bare libraries, written as a good engineer would."""
