"""The screens, a module each: a dataclass of what is shown, and a function that makes it from what the address says."""
