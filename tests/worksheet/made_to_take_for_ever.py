"""Files that are made so that reading them takes for ever, if anything does: of the largest size, or a part of it."""

from __future__ import annotations


def files(part: int = 1) -> tuple[bytes, ...]:
    """Each so large that it is just read, or one part of that."""
    return (
        b"[" * (380_000 // part),
        b"a = " + b"[" * (380_000 // part),
        b"a = " + b"{a = " * (60_000 // part),
        b"a." * (180_000 // part) + b"a = 1",
        b'a = "' + b"\\" * (380_000 // part),
        b"a = '''" + b"''\n" * (120_000 // part),
        b"a = " + b"1," * (180_000 // part),
        b"a = " + b"," * (380_000 // part),
        b"a = {b = " + b"1,111," * (60_000 // part),
        b"a = {" + b"," * (380_000 // part),
        b"a = { " + "a = £1 ".encode() * (40_000 // part) + b"}",
        ("a = [" + "“a”," * (60_000 // part) + "]").encode(),
        "“““\n".encode() * (36_000 // part),
        ("a = " + "“”" * (60_000 // part)).encode(),
        b'a = ["' + b'","' * (120_000 // part) + b'"]',
        b"".join(b"[a%d]\n" % n for n in range(36_000 // part)),
        b"format = 1\n" + b"".join(b"k%d = 1\n" % n for n in range(30_000 // part)),
        b"format = 1\n" + b"".join(b"[ask.k%d]\n" % n for n in range(24_000 // part)),
        b"format = 1\n[quick_look]\nask = [" + b'"service.x.gp_hourz",' * (18_000 // part) + b"]",
        b"format = 1\n[threshold]\n" + b"".join(b"k%d = 1\n" % n for n in range(30_000 // part)),
        b"format = 1\n[payment.x]\nkind = 'list'\n" + b"".join(b"part.k%d = 1\n" % n for n in range(20_000 // part)),
    )


PIECES = (b"a", b'"', b"'", b"a.", b'\\"', b"#", b"[a]\n", b'"""a', b"a b ")
"""What a file of answers can be made of, over and over."""


def of_a_piece(piece: bytes) -> bytes:
    """A file of answers that is one piece over and over."""
    return piece * 100_000
