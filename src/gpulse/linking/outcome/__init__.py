"""What the stage `outcomes` is made of: what later sentences tell of a promise, and how strongly."""
