"""What the stage `lineage` is made of: the claim of a story, who names whom as source, who rewrote or retold whom."""
