"""The pages that `gpulse serve` opens: FastAPI, Jinja2 and htmx, rendered on the server, nothing from elsewhere."""
