"""What the stage `chains` is made of: what may be in a chain, and the facts on whether two of them are one."""
