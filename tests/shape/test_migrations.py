"""Migrations find the rows that they change."""

from tests.shape.migrations import rows_out_of_sight
from tests.shape.planted import planted
from tests.shape.source import Source


def test_migrations_see_the_rows_that_they_change(code: list[Source]) -> None:
    assert rows_out_of_sight(code) == []


def test_rows_changed_behind_row_level_security_are_found_out() -> None:
    fault = """
        CHANGES = '''
        CREATE TABLE shop.tenants (id UUID);
        INSERT INTO shop.tenants SELECT DISTINCT b.tenant_id FROM shop.books b JOIN shop.shelves s ON true
        '''
        def upgrade():
            op.execute("ALTER TABLE shop.books ADD COLUMN old boolean")
            with over_all_tenants("shop", "books"):
                op.execute(CHANGES)
            op.execute("UPDATE shop.prices SET old = true")
    """
    assert rows_out_of_sight(planted("services/shop/migrations/0002_old.py", fault)) == [
        "services/shop/migrations/0002_old.py:2 finds no row of shop.shelves",
        "services/shop/migrations/0002_old.py:10 finds no row of shop.prices",
    ]
    assert rows_out_of_sight(planted("services/shop/store.py", fault)) == []
