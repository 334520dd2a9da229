package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.coldstart.blobstore.BlobStores;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds out whether the files that functions need are there for the node and for its workers. */
public final class FilesExamination {
  private final List<Finding> findings = new ArrayList<>();
  private final WorkerUser user;

  private FilesExamination(WorkerUser user) {
    this.user = user;
  }

  /** Asks the blob store a question, and tries as a worker to read what all workers read. */
  public static List<Finding> of(NodeConfig node, BlobsConfig blobs) throws IOException {
    var examination = new FilesExamination(WorkerUser.of(node.workerUser()));
    examination.store(blobs);
    examination.readable("worker harness", node.workerClassPath().orElse(""));
    examination.readable("kernels", node.kernelsClassPath().orElse(""));
    if (blobs.directory().isPresent()) {
      examination.readable("functions' files", blobs.directory().get().toString());
    }
    return examination.findings;
  }

  private void store(BlobsConfig blobs) {
    if (!BlobStores.configured(blobs)) {
      findings.add(
          Finding.broken(
              "blob store",
              "none is configured, so no function runs here",
              "set hearth.blobs.directory or hearth.blobs.s3.bucket"));
      return;
    }
    String where = blobs.s3().bucket().map(bucket -> "bucket " + bucket).orElse("a folder");
    try (BlobStore store = BlobStores.open(blobs)) {
      byte[] unheardOf = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
      boolean _ = store.contains(BlobDigest.of(unheardOf));
      findings.add(Finding.ok("blob store", where + " answers"));
    } catch (IOException | RuntimeException e) {
      findings.add(
          Finding.broken(
              "blob store",
              where + " doesn't answer: " + e.getMessage(),
              "check hearth.blobs.* and, for S3, the rights of the key pair"));
    }
  }

  private void readable(String name, String classPath) {
    for (Path path : HarnessJars.paths(classPath)) {
      var command = new ArrayList<>(user.prefix());
      command.addAll(List.of(Programs.require("test"), "-r", path.toString()));
      try {
        int status = new ProcessBuilder(command).start().waitFor();
        if (status != 0) {
          findings.add(
              Finding.broken(name, "workers can't read " + path, Advice.ON_CLOSED_FOLDERS));
          return;
        }
      } catch (IOException e) {
        findings.add(Finding.broken(name, e.toString(), Advice.ON_CLOSED_FOLDERS));
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    findings.add(Finding.ok(name, classPath.isEmpty() ? "none" : "workers can read it"));
  }
}
