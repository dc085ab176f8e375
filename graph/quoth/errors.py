"""The exceptions of Quoth: one tree, foreign exceptions are mapped to it at the border."""


class QuothError(Exception):
    """Something went wrong; the message is one line: what happened, on what, what to do."""


class ReadError(QuothError):
    """An input could not be read as an article."""


class ModelError(QuothError):
    """The extraction model could not be loaded or run."""


class EngineError(QuothError):
    """Processes or machines that should do the work could not be had."""


class StoreError(QuothError):
    """A quad store could not be opened, read or written."""


class QueryError(QuothError):
    """A query is malformed, unknown or refused."""


class ValidationError(QuothError):
    """A graph breaks a shape or a verify query."""


class MissingExtra(QuothError):  # noqa: N818 - named for what is missing
    """An optional dependency is needed and not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs an optional part: pip install 'quoth[{extra}]'")
        self.extra = extra
