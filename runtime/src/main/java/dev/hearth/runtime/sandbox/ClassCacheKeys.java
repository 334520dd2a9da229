package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.coldstart.aot.JdkIdentity;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.JvmFlags;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Names AOT caches of sandboxed workers. Thread-safe.
 *
 * @param digests of the node's own jars, which don't change while it runs
 */
record ClassCacheKeys(JdkIdentity jdk, Map<Path, BlobDigest> digests) {
  private static final Logger LOG = Logger.getLogger(ClassCacheKeys.class);

  /** Empty where the JDK can't have such caches; the log says why. */
  static Optional<ClassCacheKeys> open(Path javaHome) {
    try {
      return Optional.of(new ClassCacheKeys(JdkIdentity.read(javaHome), new ConcurrentHashMap<>()));
    } catch (IOException e) {
      LOG.warnf("no class caches: %s is no JDK that can have them: %s", javaHome, e);
      return Optional.empty();
    }
  }

  /**
   * The key of a version's workers; empty if what they run isn't all in jars.
   *
   * @param own jars of the node on their class path
   */
  Optional<AotKey> of(String owner, Manifest manifest, HarnessJars own) {
    WorkerView view = WorkerView.SANDBOXED;
    var classPath = new LinkedHashMap<String, BlobDigest>();
    try {
      for (Map.Entry<String, Path> jar : own.inside().entrySet()) {
        if (Files.isDirectory(jar.getValue())) {
          return Optional.empty();
        }
        classPath.put(jar.getKey(), digest(jar.getValue()));
      }
    } catch (IOException e) {
      LOG.warnf("no class cache, as a jar of the node can't be read: %s", e);
      return Optional.empty();
    }
    for (ManifestFile file : manifest.files()) {
      if (HarnessJars.isLibrary(file.path())) {
        classPath.put(view.root() + "/" + file.path(), file.digest());
      }
    }
    List<String> flags =
        new ArrayList<>(JvmFlags.of(manifest.descriptor().resources(), view.scratch()));
    flags.add(own.mainClass());
    return Optional.of(AotKey.of(owner, jdk, flags, classPath));
  }

  private BlobDigest digest(Path jar) throws IOException {
    BlobDigest known = digests.get(jar);
    if (known == null) {
      known = BlobDigest.of(jar);
      digests.put(jar, known);
    }
    return known;
  }
}
