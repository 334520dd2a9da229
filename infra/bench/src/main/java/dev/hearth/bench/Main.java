package dev.hearth.bench;

import picocli.CommandLine;

/** {@code hearth bench NAME}. */
public final class Main {
  private Main() {}

  /** Runs the benchmark that the arguments name, or lists all. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchCommand()).execute(arguments));
  }
}
