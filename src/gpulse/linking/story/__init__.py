"""What a story is made of: its rows, who acts in it, and what of it a store keeps."""
