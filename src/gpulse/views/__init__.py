"""What people see: the terminal, pages, briefs, a site."""
