"""What the stage `places` is made of: the facts of a toponym, and the choice among namesakes."""
