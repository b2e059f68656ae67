"""One article to one record: a module a stage, in the order of `pipeline.py`; packages hold what stages are made of."""
