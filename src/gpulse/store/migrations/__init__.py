"""The numbered migrations, run by `gpulse.store.engine.migrate`."""
