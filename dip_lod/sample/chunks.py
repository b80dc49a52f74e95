"""Work in chunks, in several processes, with the results in order and never many in memory."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from dip_lod.errors import DipLodError
from dip_lod.in_flight import in_order

SIZE = 400
"""Productions in a chunk: some seven megabytes."""


def in_chunks(work: Callable[[range], bytes], count: int, processes: int) -> Iterator[bytes]:
    """Do the work for each chunk of range(count), and yield the results in order.

    >>> list(in_chunks(lambda indexes: b"%d" % len(indexes), 500, processes=1))
    [b'400', b'100']
    """
    ranges = [range(start, min(start + SIZE, count)) for start in range(0, count, SIZE)]
    if processes == 1 or len(ranges) <= 4:
        yield from map(work, ranges)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        try:
            yield from in_order((pool.submit(work, indexes) for indexes in ranges), 2 * processes + 1)
        except BrokenProcessPool as error:
            raise DipLodError("sample: a process of it was killed; ask for a smaller sample") from error
        finally:
            pool.shutdown(cancel_futures=True)
