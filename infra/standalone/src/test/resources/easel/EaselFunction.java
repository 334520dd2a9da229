package easel;

import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Matches;
import dev.hearth.sdk.schema.Range;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Paints a picture stroke by stroke and shows it after each; may give up or fall asleep. */
@HearthFunction(
    name = "easel",
    title = "Easel",
    summary = "Paints while you watch.",
    category = "test",
    concurrency = 4,
    timeoutSeconds = 120)
@Billing(unit = BillingUnit.IMAGE)
public final class EaselFunction
    implements UnaryFunction<EaselFunction.Input, EaselFunction.Output> {
  private static final int SIDE = 32;

  /**
   * What to paint.
   *
   * @param millis how long a stroke takes
   * @param end what comes after the last stroke
   */
  public record Input(
      @Range(min = 0, max = 20) int strokes,
      @Range(min = 0, max = 1000) @Default("0") int millis,
      @Matches("finish|fail|sleep") @Default("finish") String end) {}

  /** What has been painted so far. */
  public record Output(Image image, int strokes) {}

  @Override
  public Output run(Input input, Call call) throws Exception {
    Output painted = new Output(picture(0, call), 0);
    for (int stroke = 1; stroke <= input.strokes(); stroke++) {
      Thread.sleep(input.millis());
      painted = new Output(picture(stroke, call), stroke);
      call.log("stroke " + stroke);
      call.progress(stroke, input.strokes());
      call.emit(painted);
    }
    return switch (input.end()) {
      case "fail" -> throw new IllegalStateException("out of paint");
      case "sleep" -> {
        while (!call.cancelled()) {
          Thread.sleep(20);
        }
        throw new IllegalStateException("woken up");
      }
      default -> painted;
    };
  }

  private static Image picture(int stroke, Call call) throws IOException {
    var png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] header = new byte[] {0, 0, 0, SIDE, 0, 0, 0, SIDE, 8, 0, 0, 0, 0};
    chunk(png, "IHDR", header);
    chunk(png, "IDAT", rows(stroke));
    chunk(png, "IEND", new byte[0]);
    return call.image(png.toByteArray(), "image/png", SIDE, SIDE);
  }

  /** Grey on black: one line a stroke. */
  private static byte[] rows(int strokes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < SIDE; y++) {
        byte[] row = new byte[1 + SIDE];
        java.util.Arrays.fill(row, 1, row.length, (byte) (y < strokes ? 200 : 0));
        out.write(row);
      }
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    var out = new DataOutputStream(png);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
