"""Write a Hearth function in Python; this library is the worker that serves it.

    import hearth

    class Shout(hearth.Function):
        def run(self, input, call):
            call.log("shouting")
            return {"text": input["text"].upper() + "!"}

    if __name__ == "__main__":
        hearth.serve(Shout)

It needs Python 3.9 or later and nothing else. It speaks version 1 of the worker protocol.
"""

from ._call import Call
from ._errors import Refusal
from ._function import BatchFunction, Function, IterativeFunction, Steps, endpoint
from ._media import media_path
from ._setup import Device, Setup
from ._worker import serve

__all__ = [
    "BatchFunction",
    "Call",
    "Device",
    "Function",
    "IterativeFunction",
    "Refusal",
    "Setup",
    "Steps",
    "endpoint",
    "media_path",
    "serve",
]
