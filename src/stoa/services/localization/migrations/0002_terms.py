"""Terms of glossaries."""

from alembic import op

from stoa.runtime.db.migrate import protect

revision = "localization_0002"
down_revision = "localization_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE localization.terms (
            tenant_id UUID NOT NULL,
            id UUID NOT NULL,
            scope TEXT NOT NULL,
            source_locale TEXT NOT NULL,
            target_locale TEXT NOT NULL,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            use TEXT NOT NULL,
            "case" BOOLEAN NOT NULL,
            note TEXT NOT NULL,
            by UUID NOT NULL,
            removed BOOLEAN DEFAULT false NOT NULL,
            version INTEGER NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
            PRIMARY KEY (tenant_id, id),
            CONSTRAINT terms_wording UNIQUE (tenant_id, source_locale, target_locale, source, target, scope)
        )
        """
    )
    protect("localization", "terms")
