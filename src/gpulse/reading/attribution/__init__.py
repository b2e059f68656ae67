"""What the stage `attributions` is made of: quotations, speakers, and what is said on in later sentences."""
