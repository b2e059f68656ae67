"""The commands, a module for each part of the work, each with `add_to(app)`. Heavy imports stand inside functions."""
