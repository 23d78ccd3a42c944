"""What is wrong with a file as a whole, or with one row of it, in a sentence that says the cure."""


class FileRefused(Exception):
    """Nothing of the file can be taken in; nothing was written."""


class RowRefused(Exception):
    """This row cannot be taken in; the others are."""
