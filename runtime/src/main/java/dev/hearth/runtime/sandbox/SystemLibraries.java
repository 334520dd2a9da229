package dev.hearth.runtime.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The host's C libraries that the JVM, {@code prlimit} and common native code (ONNX Runtime,
 * OpenMP) link to. They are bound one by one, so that a worker doesn't see what else the host has.
 */
final class SystemLibraries {
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/lib/aarch64-linux-gnu"),
          Path.of("/usr/lib/aarch64-linux-gnu"),
          Path.of("/lib64"),
          Path.of("/usr/lib64"),
          Path.of("/usr/lib"));
  private static final List<String> NAMES =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libz.so.1",
          "libstdc++.so.6",
          "libgcc_s.so.1",
          "libgomp.so.1",
          "libsmartcols.so.1");
  private static final List<Path> LOADERS =
      List.of(
          Path.of("/lib64/ld-linux-x86-64.so.2"),
          Path.of("/lib/ld-linux-aarch64.so.1"),
          Path.of("/lib64/ld-linux-aarch64.so.1"));

  private SystemLibraries() {}

  /** The files that exist here; each is wanted inside at the path it has outside. */
  static List<Path> files() {
    var files = new ArrayList<>(LOADERS.stream().filter(Files::exists).toList());
    for (String name : NAMES) {
      FOLDERS.stream()
          .map(folder -> folder.resolve(name))
          .filter(Files::exists)
          .findFirst()
          .ifPresent(files::add);
    }
    return files;
  }
}
