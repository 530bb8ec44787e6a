"""The first schema: every table and index, as frozen beside this file.

Revision ID: 0001
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and indexes of schema 1."""
    frozen = Path(__file__).with_name("0001_first_schema.sql").read_text(encoding="utf-8")
    for statement in frozen.split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
