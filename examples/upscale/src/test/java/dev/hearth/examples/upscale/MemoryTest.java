package dev.hearth.examples.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory is bounded by the tile, not by the picture. */
class MemoryTest {
  private static final int WIDTH = 4000;
  private static final int HEIGHT = 3000;

  @TempDir private Path folder;

  /**
   * The original alone has 48 MB as pixels in memory, the result 192 MB; the heap has 40. What runs
   * is the whole function, but for the networks, which would take half a minute.
   */
  @ParameterizedTest
  @CsvSource({"picture.png", "picture.jpg"})
  void aHeapSmallerThanThePictureIsEnough(String name) throws IOException, InterruptedException {
    Path picture = folder.resolve(name);
    LargePictureMaker.make(picture, WIDTH, HEIGHT);
    Path result = folder.resolve("result.png");
    Path output = folder.resolve("output.txt");
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx40m",
                    "-XX:+UseSerialGC",
                    "-Djava.awt.headless=true",
                    "--add-modules=jdk.incubator.vector",
                    "-cp",
                    classPath(),
                    LargePicture.class.getName(),
                    picture.toString(),
                    result.toString(),
                    "2",
                    "none"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, child.waitFor(), Files.readString(output));
    assertEquals(List.of(2 * WIDTH, 2 * HEIGHT), sizeOf(result), Files.readString(output));
  }

  private static String classPath() {
    String ofSurefire = System.getProperty("surefire.test.class.path");
    return Objects.requireNonNullElseGet(
        ofSurefire, () -> System.getProperty("java.class.path", "." + File.pathSeparator));
  }

  private static List<Integer> sizeOf(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (var in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      return List.of(reader.getWidth(0), reader.getHeight(0));
    } finally {
      reader.dispose();
    }
  }
}
