"""The last line of our TOML files: the digest of all above it, by which a change made elsewhere is seen."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

_LAST = b"# SHA-256 of all above: "
LastLine = Literal["fits", "differs", "missing"]
"""Whether a file's last line is the digest of what stands above it, of something else, or not there at all."""


def with_last_line(above: bytes) -> bytes:
    """A file's bytes with the digest of all of them as a remark on a line of its own."""
    return above + _LAST + sha256(above).hexdigest().encode() + b"\n"


def last_line(data: bytes) -> LastLine:
    """How a file's last line stands, with or without what re-saving in an editor adds."""
    above, found, _ = as_we_wrote(data).rpartition(_LAST)
    if not found:
        return "missing"
    return "fits" if with_last_line(above) == as_we_wrote(data) else "differs"


def as_we_wrote(data: bytes) -> bytes:
    """A text file's bytes without what re-saving in an editor adds: a BOM and Windows line endings."""
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
