"""Where a command's results go: a file that somebody named, or standard output.

Knows what keeps a file from being written, and how that is said; refuses to know what is written.
"""

import os
from pathlib import Path
from typing import TextIO

from .ending import Unusable

STANDARD_OUTPUT = "-"


def refuse_unwritable(where: str | Path, option: str, *, such: str, taken: str = "") -> None:
    """Before work is done whose result would be lost.

    Args:
        where: A file, as it was given.
        option: That it was given with.
        such: A file's name, as an example. A file that is there and ends otherwise is somebody's work, and stays.
        taken: Why a file that is there already stays; empty: it may be overwritten.

    Raises:
        Unusable: the file cannot be written, or may not be.
    """
    path, told = Path(where), f"{option} {where or repr(where)}: cannot be written: "
    if not str(where).strip():
        raise Unusable(f"{told}name a file")
    if path.is_dir():
        raise Unusable(f"{told}a directory; name a file in it, such as {path / such}")
    if taken and path.exists():
        raise Unusable(f"{told}{taken}")
    if path.is_file() and path.suffix not in ("", Path(such).suffix):
        raise Unusable(f"{told}it is there already, and no {Path(such).suffix} file; name another, such as {such}")
    if not path.parent.is_dir():
        raise Unusable(f"{told}there is no folder {path.parent}; make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise Unusable(f"{told}permission denied")


def write(text: str, where: str | Path, option: str, *, out: TextIO | None = None, anew: bool = False) -> None:
    """Write a result.

    Args:
        text: All of it.
        where: A file; `-`: standard output.
        option: That it was given with.
        out: Standard output; None: `-` is a file as any other.
        anew: Whether a file that is there stays.

    Raises:
        Unusable: the file cannot be written.
    """
    if out is not None and str(where) == STANDARD_OUTPUT:
        out.write(text)
        out.flush()
        return
    try:
        with Path(where).open("x" if anew else "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Unusable(f"{option} {where}: cannot be written: {error.strerror or error}") from error
