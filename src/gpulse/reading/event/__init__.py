"""What the stage `events` is made of: who does what to whom, how it was done, when and where."""
