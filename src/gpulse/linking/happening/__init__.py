"""What the stage `happenings` is made of: words for a happening, its scene, and which words tell of the same."""
