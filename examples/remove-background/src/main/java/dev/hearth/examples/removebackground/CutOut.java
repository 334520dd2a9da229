package dev.hearth.examples.removebackground;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A call of a batch whose picture was read. It fails alone.
 *
 * @param index of the call in its batch
 * @param crop whether the result is no larger than what remains
 * @param planes what the network is to see
 */
record CutOut(int index, Call call, boolean crop, Picture picture, float[] planes) {
  private static final String PNG = "image/png";
  private static final int[] BIT_MASKS = {0xFF0000, 0xFF00, 0xFF, 0xFF000000};

  /** Takes the background away and stores the result; null if the call failed. */
  @Nullable RemoveBackgroundOutput finish(Matte matte, float[] mask) {
    if (call.cancelled()) {
      call.fail(new CallException(ErrorCode.CLIENT_CANCELLED, "the caller has left"));
      return null;
    }
    try {
      matte.apply(picture, planes, mask);
      Rectangle part =
          crop ? Subject.bounds(picture) : new Rectangle(picture.width(), picture.height());
      Image image = write(part);
      call.log(
          "kept %.0f %% of %dx%d pixels"
              .formatted(100 * Subject.share(picture), picture.width(), picture.height()));
      return new RemoveBackgroundOutput(image);
    } catch (IOException | RuntimeException e) {
      fail(call, e);
      return null;
    }
  }

  /** Ends a call. What isn't meant for its caller becomes a failure of the function. */
  static void fail(Call call, Exception reason) {
    call.fail(
        reason instanceof CallException refusal
            ? refusal
            : new CallException(
                ErrorCode.FUNCTION_FAILED, "the background was not removed", reason));
  }

  private Image write(Rectangle part) throws IOException {
    MediaOutput<Image> file = call.writeImage(PNG, part.width, part.height);
    if (!ImageIO.write(image().getSubimage(part.x, part.y, part.width, part.height), "png", file)) {
      throw new IllegalStateException("no encoder for PNG");
    }
    return file.finish();
  }

  private BufferedImage image() {
    int width = picture.width();
    var pixels = new DataBufferInt(picture.argb(), picture.argb().length);
    var raster = Raster.createPackedRaster(pixels, width, picture.height(), width, BIT_MASKS, null);
    return new BufferedImage(ColorModel.getRGBdefault(), raster, false, null);
  }
}
