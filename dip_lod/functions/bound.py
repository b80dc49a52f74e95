"""What every group of functions has: the context that they are bound to."""

from dip_lod.functions.context import Context


class Bound:
    """Functions as methods: terms in, a term out; None leaves the variable unbound."""

    def __init__(self, context: Context) -> None:
        self._context = context
