"""What the stage `summaries` is made of: notes on when each was made, and the questions asked of the tables."""
