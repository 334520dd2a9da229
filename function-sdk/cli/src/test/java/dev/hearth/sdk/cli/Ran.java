package dev.hearth.sdk.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that ran in this process.
 *
 * @param status its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Ran(int status, String out, String err) {
  /** Runs {@code hearth WORDS}. */
  public static Ran hearth(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(words);
    return new Ran(status, out.toString(), err.toString());
  }
}
