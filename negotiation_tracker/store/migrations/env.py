"""Alembic's entry: runs the steps on the connection that the guarded runner hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, render_as_batch=True)
context.run_migrations()
