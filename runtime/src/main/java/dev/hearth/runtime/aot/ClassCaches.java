package dev.hearth.runtime.aot;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.coldstart.cache.BlobLease;
import dev.hearth.runtime.sandbox.ClassSharing;
import dev.hearth.runtime.sandbox.Sandbox;
import dev.hearth.runtime.worker.ClassSource;
import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.manifest.Manifest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the class caches of workers. A worker for which there is none starts all the same. */
public final class ClassCaches {
  private static final Logger LOG = Logger.getLogger(ClassCaches.class);

  private final Sandbox sandbox;
  private final ClassCacheIndex index;

  public ClassCaches(Sandbox sandbox, ClassCacheIndex index) {
    this.sandbox = sandbox;
    this.index = index;
  }

  /** The key of a version's cache; empty where there can be none. */
  public Optional<AotKey> key(String function, Manifest manifest) {
    String owner = function.substring(0, function.indexOf('/'));
    return sandbox.classCacheKey(owner, manifest);
  }

  /**
   * Where a worker finds its classes.
   *
   * @param function {@code owner/name}
   */
  public ClassSource source(String function, Manifest manifest) {
    return key(function, manifest)
        .<ClassSource>map(key -> new Source(function, key))
        .orElseGet(() -> ClassSource.of(new ClassSharing.Standard()));
  }

  private final class Source implements ClassSource {
    private final String function;
    private final AotKey key;
    private @Nullable BlobDigest blob;
    private @Nullable BlobLease lease;

    Source(String function, AotKey key) {
      this.function = function;
      this.key = key;
    }

    @Override
    public ClassSharing first() throws IOException {
      try {
        Optional<BlobDigest> found = index.find(key);
        if (found.isPresent()) {
          blob = found.get();
          BlobLease pulled = sandbox.pull(found.get());
          lease = pulled;
          return new ClassSharing.Cached(pulled.file());
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        LOG.warnf("function=%s starts without its class cache: %s", function, e);
      }
      return new ClassSharing.Standard();
    }

    @Override
    public ClassSharing instead(String whyNot) throws IOException {
      BlobDigest useless = blob;
      if (lease == null || useless == null) {
        throw new IOException(whyNot);
      }
      LOG.warnf("function=%s class cache %s doesn't fit: %s", function, useless, whyNot);
      forget(useless);
      return new ClassSharing.Standard();
    }

    /** The worker starts without it, whether that can be noted or not. */
    private void forget(BlobDigest useless) {
      try {
        index.unfit(key, useless);
      } catch (IOException e) {
        LOG.warnf("function=%s class cache %s will be tried again: %s", function, useless, e);
      }
    }

    @Override
    public void close() {
      if (lease != null) {
        lease.close();
      }
    }
  }
}
