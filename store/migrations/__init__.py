"""Alembic migrations, run by `store.database.Database.migrate`."""
