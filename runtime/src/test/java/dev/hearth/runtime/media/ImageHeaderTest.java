package dev.hearth.runtime.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.Pictures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
  private static Optional<ImageHeader> read(byte[] bytes) throws IOException {
    return ImageHeader.read(new ByteArrayInputStream(bytes));
  }

  @Property(tries = 60)
  void sizesOfRealPicturesAreRead(
      @ForAll @IntRange(min = 1, max = 300) int width,
      @ForAll @IntRange(min = 1, max = 300) int height)
      throws IOException {
    assertEquals(
        Optional.of(new ImageHeader("image/png", width, height)),
        read(Pictures.encoded("png", width, height)));
    assertEquals(
        Optional.of(new ImageHeader("image/jpeg", width, height)),
        read(Pictures.encoded("jpg", width, height)));
    assertEquals(
        Optional.of(new ImageHeader("image/gif", width, height)),
        read(Pictures.encoded("gif", width, height)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void everyTruncationEndsQuietly(String format) throws IOException {
    byte[] whole = Pictures.encoded(format, 33, 44);
    for (int length = 0; length < Math.min(whole.length, 700); length++) {
      Optional<ImageHeader> header = read(java.util.Arrays.copyOf(whole, length));
      assertTrue(header.isEmpty() || header.get().width() == 33, "at " + length);
    }
  }

  @ParameterizedTest(name = "{0} seed {1}")
  @CsvSource({"png,1", "jpg,2", "gif,3", "png,4", "jpg,5", "gif,6"})
  void damagedHeadersNeverThrowAndNeverTellNonsense(String format, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    byte[] whole = Pictures.encoded(format, 33, 44);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      for (int change = 0; change < 1 + random.nextInt(6); change++) {
        damaged[random.nextInt(Math.min(damaged.length, 200))] = (byte) random.nextInt();
      }
      read(damaged)
          .ifPresent(header -> assertTrue(header.width() > 0 && header.height() > 0 && header.pixels() > 0));
    }
  }
}
