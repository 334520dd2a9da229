package dev.hearth.runtime.sandbox;

import java.util.List;

/** Limits of each single process of a worker (setrlimit(2)), soft and hard alike. */
record ProcessBounds(int processes, int openFiles, long fileBytes) {
  private static final long CLASS_CACHE_BYTES = 256L << 20;

  static ProcessBounds of(NodeConfig config) {
    return new ProcessBounds(
        config.maxProcesses(), config.maxOpenFiles(), config.maxFileSize().asLongValue());
  }

  /** The same while a class cache is recorded, which none needs more for. */
  ProcessBounds recording() {
    return new ProcessBounds(processes, openFiles, Math.min(fileBytes, CLASS_CACHE_BYTES));
  }

  /** The {@code prlimit} command that runs what follows within these limits. */
  List<String> command(String prlimit) {
    return List.of(
        prlimit,
        "--nproc=" + processes,
        "--nofile=" + openFiles,
        "--fsize=" + fileBytes,
        "--core=0",
        "--");
  }
}
