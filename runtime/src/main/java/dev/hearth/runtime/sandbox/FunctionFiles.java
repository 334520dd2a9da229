package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.cache.BlobLease;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The local files of a version, which stay until this is closed. */
public final class FunctionFiles implements AutoCloseable {
  private final Map<String, Path> byPath = new LinkedHashMap<>();
  private final List<BlobLease> leases = new CopyOnWriteArrayList<>();

  /** None yet. */
  FunctionFiles() {}

  /** Leases all files of a version, at once; what isn't on this machine is fetched. */
  static FunctionFiles pull(Manifest manifest, FunctionBlobs blobs) throws IOException {
    var files = new FunctionFiles();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pulls = new LinkedHashMap<String, Future<Path>>();
      for (ManifestFile file : manifest.files()) {
        pulls.put(file.path(), threads.submit(() -> files.keep(blobs.open(file.digest()))));
      }
      try {
        for (Map.Entry<String, Future<Path>> pull : pulls.entrySet()) {
          files.byPath.put(pull.getKey(), pull.getValue().get());
        }
      } finally {
        threads.shutdownNow(); // after a failure nobody waits for the others
      }
      return files;
    } catch (InterruptedException e) {
      files.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while pulling a function's files");
    } catch (ExecutionException e) {
      files.close();
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  private Path keep(BlobLease lease) {
    leases.add(lease);
    return lease.file();
  }

  /** By their path below the function's root, in path order. */
  Map<String, Path> byPath() {
    return byPath;
  }

  @Override
  public void close() {
    leases.forEach(BlobLease::close);
  }
}
