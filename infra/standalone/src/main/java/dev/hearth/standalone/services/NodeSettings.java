package dev.hearth.standalone.services;

import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.ProgramCopy;
import dev.hearth.standalone.process.FolderView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node is told of the files that functions are made of and run with, as environment.
 *
 * @param view its workers aren't root, so it sees its folders as they do
 */
public record NodeSettings(ProgramCopy program, DataFolder data, Path javaHome, FolderView view) {
  private static final String S3_SETTINGS = "HEARTH_BLOBS_S3_";

  /** The variables. */
  public Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    putBlobs(environment, data, view);
    environment.put("HEARTH_CACHE_DIRECTORY", view.seen(data.cache()).toString());
    environment.put("HEARTH_NODE_WORKER_CLASS_PATH", seen(program.workerClassPath()));
    environment.put("HEARTH_NODE_KERNELS_CLASS_PATH", seen(program.kernelsClassPath()));
    environment.put("HEARTH_NODE_JAVA_HOME", view.seen(javaHome).toString());
    putOwn(environment, data, "runtime", view);
    return environment;
  }

  /** A class path as the node sees it. */
  public String seen(String classPath) {
    var jars = new ArrayList<String>();
    for (String jar : classPath.split(":", -1)) {
      jars.add(view.seen(Path.of(jar)).toString());
    }
    return String.join(":", jars);
  }

  /** All classes of the runtime, for a program that isn't the service. */
  public String runtimeClassPath() {
    Path runtime = program.folder().resolve("runtime");
    return Stream.of("app/*", "lib/main/*", "lib/boot/*", "quarkus/generated-bytecode.jar")
        .map(jars -> view.seen(runtime) + "/" + jars)
        .collect(Collectors.joining(":"));
  }

  /** Blobs are in the data folder, unless the operator's environment names a bucket. */
  static void putBlobs(Map<String, String> environment, DataFolder data, FolderView seenBy) {
    if (System.getenv(S3_SETTINGS + "BUCKET") == null) {
      environment.put("HEARTH_BLOBS_DIRECTORY", seenBy.seen(data.blobs()).toString());
      return;
    }
    for (Map.Entry<String, String> variable : List.copyOf(System.getenv().entrySet())) {
      if (variable.getKey().startsWith(S3_SETTINGS)) {
        environment.put(variable.getKey(), variable.getValue());
      }
    }
  }

  /** Where the operator's own settings of a service are, if there are any. */
  static void putOwn(
      Map<String, String> environment, DataFolder data, String service, FolderView seenBy) {
    Path own = data.config(service);
    if (Files.exists(own)) {
      environment.put("SMALLRYE_CONFIG_LOCATIONS", seenBy.seen(own).toUri().toString());
    }
  }
}
