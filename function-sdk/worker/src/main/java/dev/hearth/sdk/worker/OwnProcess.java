package dev.hearth.sdk.worker;

/** The process that a worker is. */
final class OwnProcess implements Surroundings {
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
