package dev.hearth.examples.removebackground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.testkit.FunctionUnderTest;
import dev.hearth.sdk.testkit.Held;
import dev.hearth.sdk.testkit.Result;
import dev.hearth.sdk.testkit.RunningCall;
import dev.hearth.sdk.testkit.TestFile;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RemoveBackgroundFunctionTest {
  @RegisterExtension
  static final FunctionUnderTest<RemoveBackgroundInput, RemoveBackgroundOutput> REMOVE =
      FunctionUnderTest.of(RemoveBackgroundFunction.class);

  private static final int PORTRAIT_SIDE = 384;

  @TempDir private Path folder;

  @Test
  void thePersonStaysAndTheRoomGoes() throws IOException {
    Picture original = PictureReader.read(portrait());
    Picture result = run(portrait(), false);
    assertEquals(PORTRAIT_SIDE, result.width());
    assertEquals(PORTRAIT_SIDE, result.height());
    int[][] person = {{170, 40}, {170, 82}, {160, 110}, {150, 150}, {130, 230}, {250, 320}};
    for (int[] at : person) {
      int i = at[1] * PORTRAIT_SIDE + at[0];
      assertEquals(original.argb()[i], result.argb()[i], "at " + Arrays.toString(at));
    }
    int[][] room = {{5, 5}, {60, 100}, {330, 75}, {378, 5}, {300, 150}, {378, 200}};
    for (int[] at : room) {
      assertEquals(0, result.argb()[at[1] * PORTRAIT_SIDE + at[0]], "at " + Arrays.toString(at));
    }
    double share = Subject.share(result);
    assertTrue(share > 0.5 && share < 0.6, share + " is kept");
  }

  @Test
  void littleIsLeftOfAPictureOfNobody() throws IOException {
    double share = Subject.share(run(write(Pictures.resource("hearth.png")), false));
    assertTrue(share < 0.1, share + " is kept");
  }

  @Test
  void aCroppedResultIsTheSameWithoutItsEmptyBorder() throws IOException {
    Picture whole = run(portrait(), false);
    Picture cropped = run(portrait(), true);
    Rectangle bounds = Subject.bounds(whole);
    assertTrue(bounds.height < whole.height(), bounds + "");
    assertEquals(bounds.getSize(), new Rectangle(cropped.width(), cropped.height()).getSize());
    for (int y = 0; y < cropped.height(); y++) {
      int from = (bounds.y + y) * whole.width() + bounds.x;
      assertArrayEquals(
          Arrays.copyOfRange(whole.argb(), from, from + bounds.width),
          Arrays.copyOfRange(cropped.argb(), y * bounds.width, (y + 1) * bounds.width));
    }
  }

  @Test
  void nothingToCropToLeavesThePictureItsSize() {
    assertEquals(new Rectangle(3, 2), Subject.bounds(new Picture(3, 2, new int[6])));
    var dot = new int[6];
    dot[4] = 0x1A000000;
    assertEquals(new Rectangle(1, 1, 1, 1), Subject.bounds(new Picture(3, 2, dot)));
  }

  @Test
  void whatWasTransparentStaysSo() throws IOException {
    Picture original = PictureReader.read(portrait());
    int[] argb = original.argb().clone();
    for (int i = argb.length / 2; i < argb.length; i++) {
      argb[i] = 0x80000000 | argb[i] & 0xFFFFFF;
    }
    var halved = new Picture(original.width(), original.height(), argb);
    Picture result = run(write(Pictures.png(halved)), false);
    assertEquals(255, result.argb()[82 * PORTRAIT_SIDE + 170] >>> 24);
    int most =
        Arrays.stream(result.argb(), argb.length / 2, argb.length)
            .map(pixel -> pixel >>> 24)
            .max()
            .orElseThrow();
    assertEquals(0x80, most);
  }

  @Test
  void picturesOfAnyShapeAreCut() throws IOException {
    Picture original = PictureReader.read(portrait());
    var strip = new Picture(PORTRAIT_SIDE, 2, Arrays.copyOf(original.argb(), PORTRAIT_SIDE * 2));
    assertEquals(2, run(write(Pictures.png(strip)), false).height());
    var dot = new Picture(1, 1, new int[] {0xFF123456});
    assertEquals(1, run(write(Pictures.png(dot)), true).width());
  }

  @Test
  void companyChangesNothing() throws IOException {
    Picture alone = run(portrait(), false);
    Path other = write(Pictures.resource("hearth-lossy.webp"));
    List<RunningCall<RemoveBackgroundOutput>> calls =
        REMOVE.batch(List.of(input(other, false), input(portrait(), false)));
    int[] together = picture(calls.get(1).result()).argb();
    int greatest = 0;
    for (int i = 0; i < together.length; i++) {
      greatest = Math.max(greatest, Math.abs((together[i] >>> 24) - (alone.argb()[i] >>> 24)));
    }
    assertTrue(greatest <= 1, "alpha differs by " + greatest);
  }

  @Test
  void eachCallFailsAlone() throws IOException {
    Path bad = write(new byte[] {1, 2, 3});
    List<RunningCall<RemoveBackgroundOutput>> calls;
    try (Held batch = REMOVE.hold()) {
      calls =
          REMOVE.batch(
              List.of(input(bad, false), input(portrait(), false), input(portrait(), false)));
      calls.get(1).cancel();
      batch.advance(1);
    }
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(0).failure().code());
    assertEquals(ErrorCode.CLIENT_CANCELLED, calls.get(1).failure().code());
    assertEquals(
        "INFO kept 55 % of 384x384 pixels", calls.get(2).result().logs().getFirst().toString());
  }

  @Test
  void theExampleIsAnInputThatIsCut() throws IOException {
    String example = REMOVE.descriptor().examples().getFirst().print();
    Result<RemoveBackgroundOutput> result = REMOVE.callJson(example);
    Image image = result.output().image();
    assertEquals(104, image.width());
    assertEquals("image/png", image.contentType());
    assertEquals(image.width() * image.height(), result.microUnits());
    assertEquals(result.boundMicroUnits(), result.microUnits());
    double share = Subject.share(picture(result));
    assertTrue(share > 0.4 && share < 0.7, share + " is kept");
  }

  @Test
  void theBillCannotExceedWhatTheLimitsAllow() {
    assertEquals(
        new Descriptor.Bill(
            BillingUnit.MEGAPIXEL, Limits.MAX_MEGAPIXELS * 1_000_000L, "image_url", ""),
        REMOVE.descriptor().billing());
  }

  private static Picture run(Path file, boolean crop) throws IOException {
    return picture(REMOVE.call(input(file, crop)));
  }

  private static Picture picture(Result<RemoveBackgroundOutput> result) throws IOException {
    return PictureReader.read(result.output().image().path());
  }

  private static RemoveBackgroundInput input(Path file, boolean crop) {
    return new RemoveBackgroundInput(TestFile.of(file).image(), crop);
  }

  private Path portrait() throws IOException {
    return write(Pictures.resource("astronaut.jpg"));
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(Files.createTempFile(folder, "picture", ""), file);
  }
}
