"""The reader model: weights, labels, manifest, and how they are run."""
