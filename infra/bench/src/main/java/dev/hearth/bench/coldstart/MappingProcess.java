package dev.hearth.bench.coldstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that maps a file when it is told to, and keeps it mapped until its input ends. */
final class MappingProcess implements AutoCloseable {
  private static final int PAGE_BYTES = 4096;

  private final Process process;
  private final BufferedReader out;
  private final OutputStream in;

  private MappingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
    this.in = process.getOutputStream();
  }

  /** The process itself. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("started");
    int _ = System.in.read();
    try (Arena arena = Arena.ofConfined();
        FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
      MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
      System.out.println("mapped " + touch(mapped));
      int _ = System.in.read();
    }
  }

  private static long touch(MemorySegment mapped) {
    long sum = 0;
    for (long at = 0; at < mapped.byteSize(); at += PAGE_BYTES) {
      sum += mapped.get(ValueLayout.JAVA_BYTE, at);
    }
    return sum;
  }

  /** Starts one; returns when it runs. */
  static MappingProcess start(Path file) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MappingProcess.class.getName(),
            file.toString());
    var started =
        new MappingProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    started.expect("started");
    return started;
  }

  /** Lets it map and touch the whole file; returns when it has. */
  void map() throws IOException {
    in.write('\n');
    in.flush();
    expect("mapped");
  }

  private void expect(String word) throws IOException {
    String line = out.readLine();
    if (line == null || !line.startsWith(word)) {
      close();
      throw new IOException("a process that should map a blob said " + line);
    }
  }

  /** A line of {@code smaps_rollup}: {@code Pss: 123 kB}. */
  long memoryBytes(String field) throws IOException {
    Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    return Files.readAllLines(rollup).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow(() -> new IOException("the kernel doesn't tell " + field));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
