"""The second schema: offers a mediator may convey, ends of sidebars, and search.

Revision ID: 0002
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Turn schema 1 into schema 2; rows stay as they are."""
    frozen = Path(__file__).with_name("0002_rooms_and_search.sql").read_text(encoding="utf-8")
    for statement in frozen.split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
