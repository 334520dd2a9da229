package dev.hearth.runtime.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Limits of each single process of a worker (setrlimit(2)), soft and hard alike.
 *
 * @param dataBytes of private writable memory; only where no control group bounds the worker's
 */
record ProcessBounds(int processes, int openFiles, long fileBytes, OptionalLong dataBytes) {
  private static final long CLASS_CACHE_BYTES = 256L << 20;

  /** {@code RLIMIT_DATA} counts stacks whole that are hardly used: some 40 threads of a JVM. */
  private static final long STACK_BYTES = 64L << 20;

  static ProcessBounds of(NodeConfig config) {
    return new ProcessBounds(
        config.maxProcesses(),
        config.maxOpenFiles(),
        config.maxFileSize().asLongValue(),
        OptionalLong.empty());
  }

  /** The same while a class cache is recorded, which none needs more for. */
  ProcessBounds recording() {
    return new ProcessBounds(
        processes, openFiles, Math.min(fileBytes, CLASS_CACHE_BYTES), dataBytes);
  }

  /** The same for a worker whose memory nothing else bounds. */
  ProcessBounds withMemory(long memoryBytes) {
    return new ProcessBounds(
        processes, openFiles, fileBytes, OptionalLong.of(memoryBytes + STACK_BYTES));
  }

  /** The {@code prlimit} command that runs what follows within these limits. */
  List<String> command(String prlimit) {
    var command =
        new ArrayList<>(
            List.of(
                prlimit,
                "--nproc=" + processes,
                "--nofile=" + openFiles,
                "--fsize=" + fileBytes,
                "--core=0"));
    dataBytes.ifPresent(bytes -> command.add("--data=" + bytes));
    command.add("--");
    return command;
  }
}
