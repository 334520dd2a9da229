package dev.hearth.standalone.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Children of a supervisor that was killed. The kernel ends them with it; this catches those that
 * were just being started, or take long to end.
 */
public final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private Leftovers() {}

  /** Ends those that still live and says which they were. */
  public static List<String> end(Path run) throws IOException, InterruptedException {
    var ended = new ArrayList<String>();
    var files = new ArrayList<Path>();
    if (Files.isDirectory(run)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(run, "*" + PidFile.SUFFIX)) {
        all.forEach(files::add);
      }
    }
    for (Path path : files) {
      var file = new PidFile(path);
      var survivor = file.survivor();
      if (survivor.isPresent()) {
        Signals.end(survivor.get().process(), survivor.get().stopSignal(), GRACE);
        ended.add(path.getFileName().toString().replace(PidFile.SUFFIX, ""));
      }
      file.delete();
    }
    return ended;
  }
}
