package dev.hearth.runtime.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The worker harness: what stands on every worker's class path before the function. */
record HarnessJars(List<Path> paths, String mainClass) {
  static HarnessJars parse(String classPath, String mainClass) {
    return new HarnessJars(paths(classPath), mainClass);
  }

  /** The entries of a class path. */
  static List<Path> paths(String classPath) {
    var paths = new ArrayList<Path>();
    for (String path : classPath.split(":", -1)) {
      if (!path.isBlank()) {
        paths.add(Path.of(path.strip()).toAbsolutePath().normalize());
      }
    }
    return List.copyOf(paths);
  }

  /** The same, and more jars behind. */
  HarnessJars with(List<Path> more) {
    return new HarnessJars(Stream.concat(paths.stream(), more.stream()).toList(), mainClass);
  }

  /** Host files by their path inside; folders of classes have equal names, so these get numbers. */
  Map<String, Path> inside() {
    var inside = new LinkedHashMap<String, Path>();
    for (Path path : paths) {
      String name = String.valueOf(path.getFileName());
      String free = "/worker/" + name;
      inside.put(inside.containsKey(free) ? "/worker/" + inside.size() + "-" + name : free, path);
    }
    return inside;
  }

  /** Whether a file of a function stands on its class path. */
  static boolean isLibrary(String path) {
    return path.startsWith("lib/");
  }

  /** Harness, api, then the function's libraries in path order. */
  static String classPath(Collection<String> harness, String root, FunctionFiles files) {
    var entries = new ArrayList<>(harness);
    files.byPath().keySet().stream()
        .filter(HarnessJars::isLibrary)
        .map(path -> root + "/" + path)
        .forEach(entries::add);
    return String.join(":", entries);
  }
}
