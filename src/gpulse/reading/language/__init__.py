"""Words and phrases of English that several stages look for."""
