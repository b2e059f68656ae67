"""What the ledger is made of: its rows, the questions asked of it, and what of it a store keeps."""
