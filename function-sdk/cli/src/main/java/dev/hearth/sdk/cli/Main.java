package dev.hearth.sdk.cli;

import dev.hearth.sdk.cli.call.CallCommand;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.deploy.DeployCommand;
import dev.hearth.sdk.cli.dev.DevCommand;
import dev.hearth.sdk.cli.project.InitCommand;
import dev.hearth.sdk.cli.project.UpgradeCommand;
import dev.hearth.sdk.cli.workers.LogsCommand;
import dev.hearth.sdk.cli.workers.PsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** Entry of the {@code hearth} command. Exit codes: 0 done, 1 failed, 2 wrongly used. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process. */
  public static void main(String[] args) {
    System.exit(
        commandLine(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args));
  }

  /** All commands, writing to the given streams. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    var line = new CommandLine(new HearthCommand());
    ServiceLoader.load(CommandSource.class)
        .forEach(source -> source.commands().forEach(line::addSubcommand));
    line.addSubcommand(new InitCommand());
    line.addSubcommand(new UpgradeCommand());
    line.addSubcommand(new DevCommand());
    line.addSubcommand(new DeployCommand());
    line.addSubcommand(new CallCommand());
    line.addSubcommand(new LogsCommand());
    line.addSubcommand(new PsCommand());
    return line.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain);
  }

  /** A failure that says what is wrong is a sentence; anything else is a bug with its trace. */
  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof CommandFailure failure) {
      line.getErr().println("hearth: " + failure.getMessage());
    } else {
      e.printStackTrace(line.getErr());
    }
    line.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
