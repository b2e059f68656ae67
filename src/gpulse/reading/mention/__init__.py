"""What the stage `mentions` is made of: names as the network tags them and as the tables know them."""
