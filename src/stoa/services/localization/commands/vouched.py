"""Texts that readers were shown, as they vouch for them."""

from datetime import datetime

from stoa.contracts.shown import ShownVoucher
from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.vouchers import Vouchers


def vouched(vouchers: Vouchers, caller: Caller, voucher: str, now: datetime) -> ShownVoucher:
    """Raises Invalid for one that is not the caller's, or is too old."""
    said = vouchers.read(caller, voucher, ShownVoucher)
    if said.until < now:
        raise Invalid("voucher.expired", field="voucher")
    return said
