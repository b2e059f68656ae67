"""The exception tree. Each class carries the exit code of a command that ends with it.

GpulseError                1
├── InputError             2   one input is bad: a file, a page, an address, an option's value
│   └── NotFound           2   what was asked for by name is not in the store
├── FetchError             3   the network or a server failed
├── StoreError             4   the store cannot be opened, read or written
└── ModelError             5   the reader model or a table is missing or damaged

A command that its user stops ends with 130 (`gpulse.cli`).
"""


class GpulseError(Exception):
    """Base of all errors of this package. The message is one sentence: what, where, what to do."""

    exit_code = 1


class InputError(GpulseError):
    """One input cannot be read; the others are not concerned."""

    exit_code = 2


class NotFound(InputError):
    """What was asked for by name does not exist."""


class FetchError(GpulseError):
    """An address could not be fetched."""

    exit_code = 3


class StoreError(GpulseError):
    """The store cannot be opened, read or written."""

    exit_code = 4


class ModelError(GpulseError):
    """The reader model or a table of facts is missing or damaged."""

    exit_code = 5
