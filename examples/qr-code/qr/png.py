"""Pictures of two colours as PNG (ISO/IEC 15948): one bit a pixel, and a palette."""

import struct
import zlib


def write(rows, scale, margin, light, dark):
    """A picture of modules: `light` and `dark` are colours of three bytes."""
    width = (len(rows[0]) + 2 * margin) * scale
    header = struct.pack(">IIBBBBB", width, width, 1, 3, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", light + dark),
            _chunk(b"IDAT", zlib.compress(_pixels(rows, scale, margin, width), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _pixels(rows, scale, margin, width):
    stride = (width + 7) // 8
    blank = bytes(1 + stride)  # each line begins with its filter, 0 for none
    lines = [blank * (margin * scale)]
    for row in rows:
        bits = "0" * (margin * scale) + "".join(str(module) * scale for module in row)
        line = int(bits.ljust(stride * 8, "0"), 2).to_bytes(stride, "big")
        lines.append((b"\x00" + line) * scale)
    lines.append(blank * (margin * scale))
    return b"".join(lines)


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
