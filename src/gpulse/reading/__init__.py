"""One article to one record: a module a stage,  names their order."""
