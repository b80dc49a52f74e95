"""The errors of the protocol (OAI-PMH 2.0, 3.6): each is an answer, with its code."""

from dip_lod.errors import DipLodError


class OaiError(DipLodError):
    """Say what is wrong with a request."""

    code = ""
    bare = False
    """Whether the answer repeats none of the request's arguments, for they make no request."""


class BadVerb(OaiError):
    """Say that there is no verb, or not one."""

    code = "badVerb"
    bare = True


class BadArgument(OaiError):
    """Say that an argument is missing, unknown, repeated or malformed."""

    code = "badArgument"
    bare = True


class BadResumptionToken(OaiError):
    """Say that a token is not one of ours."""

    code = "badResumptionToken"


class CannotDisseminateFormat(OaiError):
    """Say that a format is not there, or not of this item."""

    code = "cannotDisseminateFormat"


class IdDoesNotExist(OaiError):
    """Say that an identifier is none of ours."""

    code = "idDoesNotExist"


class NoRecordsMatch(OaiError):
    """Say that a list would be empty."""

    code = "noRecordsMatch"
