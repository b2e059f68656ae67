"""What the stage `commitments` is made of: acts to be done, who is to act, for whom, by when; what is refused."""
