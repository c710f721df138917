"""Books and loans."""

from alembic import op

from stoa.runtime.db.migrate import create_service, protect

revision = "library_0001"
down_revision = None
branch_labels = ("library",)
depends_on = None


def upgrade() -> None:
    create_service("library")
    op.execute(
        "CREATE TABLE library.books (tenant_id uuid NOT NULL, id uuid NOT NULL, title text NOT NULL, "
        "PRIMARY KEY (tenant_id, id))"
    )
    op.execute(
        "CREATE TABLE library.loans (tenant_id uuid NOT NULL, book uuid NOT NULL, count integer NOT NULL, "
        "PRIMARY KEY (tenant_id, book))"
    )
    protect("library", "books", "loans")
