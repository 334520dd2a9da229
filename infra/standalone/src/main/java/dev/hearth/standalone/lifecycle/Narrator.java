package dev.hearth.standalone.lifecycle;

import dev.hearth.standalone.process.RotatingLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Tells what the supervisor does: to who started it, and with the time to its log. Thread-safe. */
final class Narrator {
  private final PrintWriter out;
  private final RotatingLog log;

  Narrator(PrintWriter out, RotatingLog log) {
    this.out = out;
    this.log = log;
  }

  synchronized void tell(String line) {
    out.println(line);
    out.flush();
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " ";
    String timed = line.lines().map(each -> time + each + "\n").collect(Collectors.joining());
    byte[] bytes = timed.getBytes(StandardCharsets.UTF_8);
    try {
      log.write(bytes, 0, bytes.length);
    } catch (IOException e) {
      out.println("the supervisor's log can't be written: " + e.getMessage());
      out.flush();
    }
  }

  /** The line of a log without its time. */
  static String untimed(String logged) {
    int space = logged.indexOf(' ');
    return space < 0 ? logged : logged.substring(space + 1);
  }
}
