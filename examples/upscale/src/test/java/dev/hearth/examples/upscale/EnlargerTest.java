package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnlargerTest {
  @ParameterizedTest
  @CsvSource({
    "ANIME4K, 2, 37",
    "ANIME4K, 4, 41",
    "ANIMEVIDEO, 4, 50",
    "ANIMEVIDEO, 2, 33",
    "ESRGAN, 2, 45",
    "ESRGAN, 4, 39",
  })
  void tilesGiveWhatTheWholeGives(Model model, int scale, int tileSide)
      throws OrtException, IOException {
    Picture picture = Pictures.hearth(1);
    List<Pass> passes = model.passes(scale);
    Picture tiled = enlarge(picture, passes, tileSide, new RecordingCall());
    Picture whole = enlarge(picture, passes, 400, new RecordingCall());
    // The order of additions may differ with the shape, which can move a level across a half.
    int difference = Pictures.greatestDifference(whole, tiled);
    assertTrue(difference <= 1, "differs by " + difference);
  }

  @ParameterizedTest
  @CsvSource({"ANIME4K, 2, 0", "ANIME4K, 4, 0", "ANIMEVIDEO, 4, 3", "ESRGAN, 2, 1", "ESRGAN, 4, 3"})
  void theBorderOfAFlatPictureIsAsTheMiddle(Model model, int scale, int tolerance)
      throws OrtException, IOException {
    var argb = new int[24 * 24];
    Arrays.fill(argb, 0xFF8040C0);
    var picture = new Picture(24, 24, argb, true);
    Picture result = enlarge(picture, model.passes(scale), 48, new RecordingCall());
    var flat = new int[result.argb().length];
    Arrays.fill(flat, 0xFF8040C0);
    int difference =
        Pictures.greatestDifference(
            new Picture(result.width(), result.height(), flat, true), result);
    assertTrue(difference <= tolerance, "differs by " + difference);
  }

  @Test
  void progressCountsTheTilesOfAllPasses() throws OrtException, IOException {
    var call = new RecordingCall();
    Picture picture = Pictures.shrink(Pictures.hearth(1), 4); // 40 x 30
    enlarge(picture, Model.ANIME4K.passes(4), 32, call);
    // 2 x 1 tiles, then 3 x 2 of 80 x 60.
    assertEquals("1/8", call.progress.getFirst());
    assertEquals("8/8", call.progress.getLast());
    assertEquals(8, call.progress.size());
  }

  @Test
  void aCallerWhoLeavesStopsTheWorkBeforeTheNextTile() {
    var call = new RecordingCall(3);
    Picture picture = Pictures.hearth(1);
    var refusal =
        assertThrows(
            CallException.class, () -> enlarge(picture, Model.ANIME4K.passes(2), 32, call));
    assertEquals(ErrorCode.CLIENT_CANCELLED, refusal.code());
    assertEquals(3, call.progress.size());
    assertEquals(ErrorCode.CLIENT_CANCELLED, call.failure().code());
  }

  private static Picture enlarge(
      Picture picture, List<Pass> passes, int tileSide, RecordingCall call)
      throws OrtException, IOException {
    Weights weights = passes.getFirst().weights();
    try (OnnxNetwork network = Networks.open(weights)) {
      return enlarge(
          picture,
          passes,
          new Enlarger(Map.of(weights, network), new CpuDevice(1), tileSide),
          call);
    }
  }

  private static Picture enlarge(
      Picture picture, List<Pass> passes, Enlarger enlarger, RecordingCall call)
      throws IOException {
    int scale = passes.stream().mapToInt(Pass::growth).reduce(1, (a, b) -> a * b);
    int width = picture.width() * scale;
    var argb = new int[width * picture.height() * scale];
    var job = new Job(call, new Original(new PictureInMemory(picture), picture.opaque()), scale);
    enlarger.enlarge(List.of(picture), passes, new Progress(List.of(job)), new Canvas(argb, width));
    return new Picture(width, picture.height() * scale, argb, picture.opaque());
  }
}
