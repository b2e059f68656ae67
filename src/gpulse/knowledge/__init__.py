"""Tables of facts and how they are looked up."""
