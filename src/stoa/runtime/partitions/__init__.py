"""A log in partitions: each is read in order by one reader at a time, and the server says by which."""

from stoa.runtime.partitions.log import Log, fact_for_log
from stoa.runtime.partitions.reader import Flushed, Reader, Reading
from stoa.runtime.partitions.record import Record

__all__ = ["Flushed", "Log", "Reader", "Reading", "Record", "fact_for_log"]
