package dev.hearth.runtime.sandbox;

import dev.hearth.runtime.device.DeviceChoice;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/** How this node runs worker processes. */
@ConfigMapping(prefix = "hearth.node")
public interface NodeConfig {
  /** Short private folder for sockets of workers; a new temporary one if unset. */
  Optional<Path> runtimeDirectory();

  /**
   * Private folder for what running calls take and give, best on the file system of the media; the
   * runtime directory if unset.
   */
  Optional<Path> workDirectory();

  /** Jars of the worker harness, separated by colons. Without it no function runs here. */
  Optional<String> workerClassPath();

  /** Main class of the worker harness; its one argument is the path of the socket. */
  @WithDefault("dev.hearth.sdk.worker.Main")
  String workerMainClass();

  /** Device that functions compute on. */
  @WithDefault("auto")
  DeviceChoice device();

  /**
   * Jars of the kernels, separated by colons, for functions that use them. Without it no such
   * function runs here, and no GPU is used.
   */
  Optional<String> kernelsClassPath();

  /** Folder of NVIDIA's {@code libcuda.so.1}; looked for in the system's folders if unset. */
  Optional<Path> driverDirectory();

  /**
   * Folders of the programs that functions may name in their command, separated by colons. Such a
   * function sees all of this machine's {@code /usr}, read-only.
   */
  @WithDefault("/usr/local/bin:/usr/bin:/bin")
  String programPath();

  /** JDK that workers run on. */
  @WithDefault("${java.home}")
  Path javaHome();

  /** Whether functions may run without a sandbox where bubblewrap is missing. */
  @WithDefault("false")
  boolean trustFunctions();

  /** The {@code bwrap} program; looked for in the system's folders if unset. */
  Optional<Path> bubblewrap();

  /** User and group id that workers get when the runtime is root. */
  @WithDefault("65534")
  @Min(1) int workerUser();

  /** Most processes and threads of one worker. */
  @WithDefault("512")
  @Min(32) @Max(1_000_000) int maxProcesses();

  /** Most open files of one worker process. */
  @WithDefault("4096")
  @Min(64) int maxOpenFiles();

  /** Longest file that a worker can write. */
  @WithDefault("1G")
  MemorySize maxFileSize();

  /** Size of a worker's scratch folder; what is in it counts as the worker's memory. */
  @WithDefault("512M")
  MemorySize scratchSize();

  /** Memory that a worker gets on top of what its function asks for, for the JVM itself. */
  @WithDefault("96M")
  MemorySize workerMemoryOverhead();
}
