"""The one error that a user's input can cause."""


class InputError(ValueError):
    """What the user gave cannot be used.

    The message is one line that names the value and the choices; commands print it and exit with code 2.
    """
