"""What the stage `conflicts` is made of: which figures, days, places, doers and statements stand against each other."""
