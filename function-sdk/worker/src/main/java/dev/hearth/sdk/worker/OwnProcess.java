package dev.hearth.sdk.worker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process that a worker is. */
final class OwnProcess implements Surroundings {
  @Override
  public void capture(OutputStream out, OutputStream err) {
    System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, false, StandardCharsets.UTF_8));
  }

  /** The process is about to end; a call or set-up that were interrupted would still say so. */
  @Override
  public void left(Runnable interrupt) {}

  @Override
  public void halt(ExitCode reason) {
    Runtime.getRuntime().halt(reason.status());
  }

  /** What was printed without an end of line is told first; the function's shutdown hooks run. */
  @Override
  public void exit(ExitCode reason) {
    System.out.close();
    System.err.close();
    System.exit(reason.status());
  }
}
