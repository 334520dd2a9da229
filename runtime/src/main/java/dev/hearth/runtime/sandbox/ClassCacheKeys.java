package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.coldstart.aot.JdkIdentity;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Names AOT caches of sandboxed workers.
 *
 * @param harness content of the harness by its path inside
 */
record ClassCacheKeys(JdkIdentity jdk, String mainClass, Map<String, BlobDigest> harness) {
  private static final Logger LOG = Logger.getLogger(ClassCacheKeys.class);

  /** Empty where JDK or harness can't have such caches; the log says why. */
  static Optional<ClassCacheKeys> open(Path javaHome, HarnessJars jars) throws IOException {
    if (jars.paths().stream().anyMatch(Files::isDirectory)) {
      LOG.info("no class caches: the worker harness isn't in jars");
      return Optional.empty();
    }
    var harness = new LinkedHashMap<String, BlobDigest>();
    for (Map.Entry<String, Path> jar : jars.inside().entrySet()) {
      harness.put(jar.getKey(), BlobDigest.of(jar.getValue()));
    }
    try {
      return Optional.of(new ClassCacheKeys(JdkIdentity.read(javaHome), jars.mainClass(), harness));
    } catch (IOException e) {
      LOG.warnf("no class caches: %s is no JDK that can have them: %s", javaHome, e);
      return Optional.empty();
    }
  }

  AotKey of(String owner, Manifest manifest) {
    WorkerView view = WorkerView.SANDBOXED;
    List<String> flags =
        new ArrayList<>(JvmFlags.of(manifest.descriptor().resources(), view.scratch()));
    flags.add(mainClass);
    var classPath = new LinkedHashMap<>(harness);
    for (ManifestFile file : manifest.files()) {
      if (HarnessJars.isLibrary(file.path())) {
        classPath.put(view.root() + "/" + file.path(), file.digest());
      }
    }
    return AotKey.of(owner, jdk, flags, classPath);
  }
}
