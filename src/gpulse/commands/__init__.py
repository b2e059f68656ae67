"""The commands, a module for each part of the work; each has `add_to(app)`. Heavy imports stand inside the functions."""
