package dev.hearth.sdk.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobTree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class UploadProgressTest {
  private static final LocalBlob BLOB =
      new LocalBlob("lib/a.jar", Path.of("a.jar"), new BlobTree(0, new byte[0]));

  private final StringWriter written = new StringWriter();
  private final PrintWriter terminal = new PrintWriter(written);
  private final AtomicLong nanos = new AtomicLong();

  private void seconds(double seconds) {
    nanos.addAndGet((long) (seconds * 1e9));
  }

  private List<String> drawings() {
    return List.of(written.toString().split("\r", -1));
  }

  @Test
  void barTellsBytesRateTimeAndFiles() {
    var bar = new UploadBar(terminal, nanos::get);
    bar.begin(new UploadProgress.Plan(2, 100_000_000, 28_000_000));
    assertTrue(written.toString().startsWith("going on: 28.0 MB are there already"));
    seconds(2);
    bar.sent(25_000_000);
    assertTrue(
        drawings()
            .getLast()
            .endsWith(
                "[######..................]  25 %  25.0 of 100.0 MB, 12.5 MB/s, 6 s left,"
                    + " 0 of 2 files"),
        written::toString);
    bar.sent(-25_000_000);
    bar.stored(BLOB);
    assertTrue(drawings().getLast().contains("waiting, 1 of 2 files"), written::toString);
    seconds(1_000);
    bar.sent(10_000_000);
    assertTrue(drawings().getLast().contains("150:18 min left"), written::toString);
  }

  @Test
  void barIsDrawnAtMostTenTimesASecond() {
    var bar = new UploadBar(terminal, nanos::get);
    bar.begin(new UploadProgress.Plan(1, 1_000, 0));
    int before = drawings().size();
    for (int n = 0; n < 1_000; n++) {
      bar.sent(1);
    }
    assertEquals(before, drawings().size());
    seconds(0.1);
    bar.sent(0);
    assertEquals(before + 1, drawings().size());
    bar.end();
    assertTrue(drawings().getLast().contains("100 %"), written::toString);
  }

  @Test
  void nothingToSendDrawsNothing() {
    for (UploadProgress progress :
        List.of(new UploadBar(terminal, nanos::get), new UploadLines(terminal, nanos::get))) {
      progress.begin(new UploadProgress.Plan(0, 0, 0));
      progress.end();
    }
    assertEquals("", written.toString());
  }

  @Test
  void linesHaveNoControlCharactersAndComeSeldom() {
    var lines = new UploadLines(terminal, nanos::get);
    lines.begin(new UploadProgress.Plan(1, 1_000_000, 0));
    for (int n = 0; n < 100; n++) {
      lines.sent(1_000);
    }
    seconds(10);
    lines.sent(400_000);
    lines.retrying("away");
    lines.stored(BLOB);
    lines.end();
    assertEquals(
        List.of(
            "uploading 1 file(s), 1.0 MB",
            "50 %: 0.5 of 1.0 MB, 0.1 MB/s, 10 s left, 0 of 1 file",
            "trying again: away",
            "uploaded lib/a.jar (0.0 MB), 1 of 1 file"),
        written.toString().lines().toList());
    assertFalse(written.toString().contains("\u001b"));
  }
}
