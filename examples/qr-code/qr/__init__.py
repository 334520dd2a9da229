"""QR codes, model 2, as ISO/IEC 18004 lays them down."""

from .code import Code, TooLongError, encode

__all__ = ["Code", "TooLongError", "encode"]
