package dev.hearth.standalone.lifecycle;

import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.ProgramCopy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a supervisor that goes on when the command that started it ends. */
final class DetachedSupervisor {
  private final DataFolder data;
  private final ProgramCopy program;

  DetachedSupervisor(DataFolder data, ProgramCopy program) {
    this.data = data;
    this.program = program;
  }

  /** What the process itself writes, outside of its log: a JVM's last words. */
  Path output() {
    return data.log().resolve("supervisor.out");
  }

  Process start(UpOptions options) throws IOException {
    File output = output().toFile();
    var builder =
        new ProcessBuilder(command(options))
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output)
            .redirectErrorStream(true);
    return builder.start();
  }

  private List<String> command(UpOptions options) {
    var command = new ArrayList<String>();
    command.add("setsid");
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Dhearth.app=" + program.folder(),
            "-cp",
            classPath(),
            "dev.hearth.sdk.cli.Main",
            "up",
            "--data=" + data.root()));
    command.addAll(options.words());
    return command;
  }

  private static String classPath() {
    return System.getProperty("java.class.path", "");
  }
}
