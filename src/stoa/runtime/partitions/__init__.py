"""A log in partitions: each is read in order by one worker at a time, and the server says by which."""

from stoa.runtime.partitions.log import PARTITIONS, Log, partition_of
from stoa.runtime.partitions.reader import Reader, Reading
from stoa.runtime.partitions.record import Record

__all__ = ["PARTITIONS", "Log", "Reader", "Reading", "Record", "partition_of"]
