package dev.hearth.kernels.simt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.alpha.Alpha;
import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.device.CudaDevice;
import dev.hearth.kernels.device.TestDevices;
import dev.hearth.kernels.planar.Normalisation;
import dev.hearth.kernels.planar.PixelFormat;
import dev.hearth.kernels.planar.Planar;
import dev.hearth.kernels.planar.PlaneShape;
import dev.hearth.kernels.resize.Filter;
import dev.hearth.kernels.resize.Resize;
import dev.hearth.kernels.shim.SimtLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No barrier of any kernel can be removed without a wrong result in some schedule. */
final class BarrierTest {
  private static final Pattern BARRIER = Pattern.compile("__syncthreads\\(\\);");
  private static final int PIXELS = 300;

  /** A barrier of a source: where it begins and ends. */
  record Barrier(String file, int number, int start, int end) {
    @Override
    public String toString() {
      return file + ", barrier " + number;
    }
  }

  static Stream<Barrier> barriers() throws IOException {
    return SimtLibrary.sources().entrySet().stream()
        .flatMap(source -> barriers(source.getKey(), source.getValue()));
  }

  private static Stream<Barrier> barriers(String file, String source) {
    var found = BARRIER.matcher(source).results().toList();
    return found.stream()
        .map(each -> new Barrier(file, found.indexOf(each) + 1, each.start(), each.end()));
  }

  @Test
  void everyBarrierIsFound() throws IOException {
    assertEquals(6, barriers().count());
  }

  @ParameterizedTest
  @MethodSource("barriers")
  void withoutABarrierSomeScheduleFails(Barrier barrier) throws IOException, InterruptedException {
    Map<String, String> sources = new TreeMap<>(SimtLibrary.sources());
    sources.computeIfPresent(
        barrier.file,
        (file, text) -> text.substring(0, barrier.start) + text.substring(barrier.end));
    Path mutant = SimtLibrary.build(sources);
    boolean caught = false;
    for (Schedule schedule : Schedule.values()) {
      caught |= !isRight(mutant, schedule);
    }
    assertTrue(caught, barrier + " can be removed and nothing fails");
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void withAllBarriersNoScheduleFails(Schedule schedule) throws IOException, InterruptedException {
    assertTrue(isRight(SimtLibrary.build(SimtLibrary.sources()), schedule));
  }

  static Stream<Schedule> schedules() {
    return Stream.of(Schedule.values());
  }

  private static boolean isRight(Path library, Schedule schedule) {
    try (CudaDevice device = TestDevices.open(library, schedule)) {
      return planesAreRight(Planar.on(device))
          && alphaIsRight(Alpha.on(device))
          && resizeIsRight(Resize.on(device));
    } catch (CudaException failed) {
      return false;
    }
  }

  private static boolean planesAreRight(Planar planar) {
    byte[] pixels = bytes(3 * PIXELS);
    float[] planes = new float[pixels.length];
    byte[] back = new byte[pixels.length];
    planar.toPlanes(pixels, PixelFormat.BGR, Normalisation.UNIT, planes);
    planar.toPixels(planes, PixelFormat.BGR, Normalisation.UNIT, back);
    float[] expected = new float[pixels.length];
    Planar.reference().toPlanes(pixels, PixelFormat.BGR, Normalisation.UNIT, expected);
    return near(expected, planes) && Arrays.equals(pixels, back);
  }

  private static boolean alphaIsRight(Alpha alpha) {
    byte[] pixels = bytes(4 * PIXELS);
    byte[] colours = new byte[3 * PIXELS];
    byte[] opacity = new byte[PIXELS];
    byte[] back = new byte[pixels.length];
    alpha.split(pixels, colours, opacity);
    alpha.merge(colours, opacity, back);
    return Arrays.equals(pixels, back);
  }

  private static boolean resizeIsRight(Resize resize) {
    var from = new PlaneShape(1, 40, 9);
    var to = new PlaneShape(1, 150, 4);
    float[] source = new float[from.length()];
    for (int i = 0; i < source.length; i++) {
      source[i] = i % 17;
    }
    float[] expected = new float[to.length()];
    float[] actual = new float[to.length()];
    Resize.reference().resize(source, from, Filter.BICUBIC, expected, to);
    resize.resize(source, from, Filter.BICUBIC, actual, to);
    return near(expected, actual);
  }

  private static boolean near(float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      // Written so that NaN isn't near.
      if (!(Math.abs(expected[i] - actual[i]) <= 1e-4f)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}
