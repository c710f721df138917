"""What providers have cost a month, begun with what units and readers' wishes say of this one.

Characters alone: what they cost is in the settings, which a migration does not read. The same content is
counted once a language, as it was paid for.
"""

from alembic import op

from stoa.runtime.db.migrate import over_all_tenants, protect

revision = "localization_0015"
down_revision = "localization_0014"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE localization.spending (
    tenant_id UUID NOT NULL,
    provider TEXT NOT NULL,
    month TEXT NOT NULL,
    characters BIGINT NOT NULL,
    microusd BIGINT NOT NULL,
    refused_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, provider, month)
)
"""
BEGUN = """
INSERT INTO localization.spending (tenant_id, provider, month, characters, microusd)
SELECT
    '00000000-0000-0000-0000-000000000000'::uuid,
    split_part(engine, ' ', 1),
    to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM'),
    sum(characters),
    0
FROM (
    SELECT DISTINCT u.tenant_id, u.locale, u.source, u.engine, char_length(s.text) AS characters
    FROM localization.units u
    JOIN localization.segments s
        ON s.tenant_id = u.tenant_id AND s.id = u.segment AND s.checksum = u.source
    WHERE u.origin = 'machine' AND u.by IS NULL
        AND u.changed_at >= date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
    UNION ALL
    SELECT tenant_id, target_locale, checksum, engine, characters
    FROM localization.on_request
    WHERE at >= date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
) AS made
WHERE engine <> '' AND split_part(engine, ' ', 1) <> 'as-it-is'
GROUP BY split_part(engine, ' ', 1)
"""


def upgrade() -> None:
    op.execute(_TABLE)
    with over_all_tenants("localization", "units", "segments", "on_request"):
        op.execute(BEGUN)
    protect("localization", "spending")
