"""The error of a function that cannot do what it is asked."""


class FunctionError(ValueError):
    """Say in a sentence what is wrong with a value, which stands in quotes: `'30-02-2025' is no date; write …`.

    Reports for everybody leave the quoted value out, for it may be private.
    """
