package dev.hearth.sdk.cli;

import dev.hearth.sdk.cli.audit.AuditCommand;
import dev.hearth.sdk.cli.call.CallCommand;
import dev.hearth.sdk.cli.completion.CompletionCommand;
import dev.hearth.sdk.cli.conformance.ConformanceCommand;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.ExitCode;
import dev.hearth.sdk.cli.connection.FunctionName;
import dev.hearth.sdk.cli.deploy.DeployCommand;
import dev.hearth.sdk.cli.dev.DevCommand;
import dev.hearth.sdk.cli.function.FunctionsCommand;
import dev.hearth.sdk.cli.function.ListingsCommand;
import dev.hearth.sdk.cli.function.RollbackCommand;
import dev.hearth.sdk.cli.function.VersionsCommand;
import dev.hearth.sdk.cli.ledger.LedgerCommand;
import dev.hearth.sdk.cli.project.InitCommand;
import dev.hearth.sdk.cli.project.UpgradeCommand;
import dev.hearth.sdk.cli.secret.SecretsCommand;
import dev.hearth.sdk.cli.workers.LogsCommand;
import dev.hearth.sdk.cli.workers.PsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** Entry of the {@code hearth} command. Its exit codes are those of {@link ExitCode}. */
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
    line.addSubcommand(new FunctionsCommand());
    line.addSubcommand(new VersionsCommand());
    line.addSubcommand(new RollbackCommand());
    line.addSubcommand(new SecretsCommand());
    line.addSubcommand(new LogsCommand());
    line.addSubcommand(new PsCommand());
    line.addSubcommand(new ConformanceCommand());
    line.addSubcommand(new ListingsCommand());
    line.addSubcommand(new LedgerCommand());
    line.addSubcommand(new AuditCommand());
    line.addSubcommand(new CompletionCommand());
    line.registerConverter(FunctionName.class, FunctionName::parse);
    return line.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::explain);
  }

  /** A failure that says what is wrong is a sentence; anything else is a bug with its trace. */
  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    ExitCode code = ExitCode.FAILED;
    switch (e) {
      case CommandFailure failure -> {
        line.getErr().println("hearth: " + failure.getMessage());
        code = failure.code();
      }
      case InterruptedException _ -> code = ExitCode.INTERRUPTED;
      case FileSystemException failure ->
          line.getErr().println("hearth: " + failure.getMessage() + " can't be read or written.");
      default -> e.printStackTrace(line.getErr());
    }
    line.getErr().flush();
    return code.status();
  }
}
