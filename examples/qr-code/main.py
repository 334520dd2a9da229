"""The function: a text in, a QR code out."""

import hearth
import qr
from qr import png


class QrCode(hearth.Function):
    def run(self, input, call):
        try:
            code = qr.encode(input["text"], input.get("error_correction", "M"))
        except qr.TooLongError as e:
            raise hearth.Refusal(str(e), field="text") from None
        except UnicodeEncodeError:
            raise hearth.Refusal("half of a surrogate pair is no text", field="text") from None
        scale, margin = input.get("scale", 8), input.get("margin", 4)
        light, dark = colour(input, "light", "#ffffff"), colour(input, "dark", "#000000")
        side = (len(code.rows) + 2 * margin) * scale
        picture = png.write(code.rows, scale, margin, light, dark)
        call.log(f"version {code.version}, mask {code.mask}, {side} pixels")
        return {
            "image": call.image(picture, "image/png", side, side),
            "version": code.version,
            "modules": len(code.rows),
        }


def colour(input, name, default):
    return bytes.fromhex(input.get(name, default)[1:])


if __name__ == "__main__":
    hearth.serve(QrCode)
