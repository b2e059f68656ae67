"""What the stage `times` is made of: the grammar, its rules, and the choice of a day among those words allow."""
