package dev.hearth.examples.removebackground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoveBackgroundFunctionTest {
  private static final int PORTRAIT_SIDE = 384;

  @TempDir private Path folder;

  private final RemoveBackgroundFunction function = new RemoveBackgroundFunction();

  @BeforeAll
  void setUp() throws OrtException {
    function.setUp(FunctionFolder.built());
    function.warmUp();
  }

  @AfterAll
  void tearDown() throws OrtException {
    function.tearDown();
  }

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
    List<RecordingCall> calls = List.of(new RecordingCall(), new RecordingCall());
    Path other = write(Pictures.resource("hearth-lossy.webp"));
    var _ = run(List.of(other, portrait()), calls);
    int[] together = calls.get(1).picture().argb();
    int greatest = 0;
    for (int i = 0; i < together.length; i++) {
      greatest = Math.max(greatest, Math.abs((together[i] >>> 24) - (alone.argb()[i] >>> 24)));
    }
    assertTrue(greatest <= 1, "alpha differs by " + greatest);
  }

  @Test
  void eachCallFailsAlone() throws IOException {
    List<RecordingCall> calls =
        List.of(
            new RecordingCall(),
            new RecordingCall().withdrawn(),
            new RecordingCall().refusingBytes(),
            new RecordingCall());
    Path bad = write(new byte[] {1, 2, 3});
    var outputs = run(List.of(bad, portrait(), portrait(), portrait()), calls);
    assertNull(outputs.get(0));
    assertEquals(ErrorCode.IMAGE_LOAD_ERROR, calls.get(0).failure().code());
    assertNull(outputs.get(1));
    assertEquals(ErrorCode.CLIENT_CANCELLED, calls.get(1).failure().code());
    assertNull(outputs.get(2));
    assertEquals(ErrorCode.FUNCTION_FAILED, calls.get(2).failure().code());
    assertNotNull(outputs.get(3));
    assertEquals("INFO kept 55 % of 384x384 pixels", calls.get(3).log.getFirst());
  }

  private Picture run(Path file, boolean crop) throws IOException {
    var call = new RecordingCall();
    var input = new RemoveBackgroundInput(RecordingCall.input(file), crop);
    assertNotNull(function.run(List.of(input), List.of(call)).getFirst());
    return call.picture();
  }

  private List<@Nullable RemoveBackgroundOutput> run(List<Path> files, List<RecordingCall> calls)
      throws IOException {
    var inputs = new ArrayList<RemoveBackgroundInput>();
    for (Path file : files) {
      inputs.add(new RemoveBackgroundInput(RecordingCall.input(file), false));
    }
    return function.run(inputs, List.<Call>copyOf(calls));
  }

  private Path portrait() throws IOException {
    return write(Pictures.resource("astronaut.jpg"));
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(Files.createTempFile(folder, "picture", ""), file);
  }
}
