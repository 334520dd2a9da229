package dev.hearth.bench.coldstart;

import dev.hearth.bench.plan.BlobSizes;
import dev.hearth.bench.report.Figure;
import dev.hearth.bench.report.Report;
import dev.hearth.bench.report.Table;
import dev.hearth.coldstart.blobstore.FolderBlobStore;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A node's blobs: how fast they are verified, and what their sharing saves. */
final class Blobs {
  private final BlobSizes sizes;

  Blobs(BlobSizes sizes) {
    this.sizes = sizes;
  }

  Report run() throws IOException, InterruptedException {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "blobs-")
            .toAbsolutePath();
    try (var store = new FolderBlobStore(folder.resolve("store"))) {
      return report(
          new Verifying(store, made(store, sizes.verifiedBytes()), folder).run(),
          new Sharing(store, made(store, sizes.sharedBytes()), folder).run(sizes.processes()));
    } finally {
      Folders.delete(folder);
    }
  }

  private static BlobDigest made(FolderBlobStore store, long bytes) throws IOException {
    BlobDigest digest;
    try (var content = new PatternStream(bytes)) {
      digest = content.digest();
    }
    try (var content = new PatternStream(bytes)) {
      long _ = store.put(digest, content, bytes);
    }
    return digest;
  }

  private Report report(Verifying.Rates rates, Sharing.Memory memory) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.beside("blob.verify_and_map", rates.verify() / 1e9, "GB/s", rates.sha256() / 1e9));
    figures.add(Figure.beside("blob.sha256", rates.sha256() / 1e9, "GB/s", rates.read() / 1e9));
    figures.add(Figure.alone("blob.read", rates.read() / 1e9, "GB/s"));
    figures.add(Figure.alone("blob.second_open", rates.secondOpenSeconds() * 1e3, "ms"));
    figures.add(
        Figure.alone("blob.second_open_hashed", (double) rates.secondOpenHashedBytes(), "bytes"));
    figures.add(
        Figure.beside("blob.shared_pss", memory.pssBytes() / 1e6, "MB", sizes.sharedBytes() / 1e6));
    figures.add(
        Figure.beside("blob.shared_rss", memory.rssBytes() / 1e6, "MB", sizes.sharedBytes() / 1e6));
    return new Report(text(rates, memory), figures);
  }

  private String text(Verifying.Rates rates, Sharing.Memory memory) {
    var speed =
        new Table("blob of " + sizes.verifiedBytes() / 1_000_000 + " MB in memory", "GB/s", "");
    speed.add("plain read, all cores", number(rates.read() / 1e9), "");
    speed.add("plain SHA-256, all cores", number(rates.sha256() / 1e9), "yardstick");
    speed.add(
        "verify and map",
        number(rates.verify() / 1e9),
        number(100 * rates.verify() / rates.sha256()) + " % of it");
    speed.add(
        "second open and map",
        "",
        "%s ms, %d bytes hashed"
            .formatted(number(rates.secondOpenSeconds() * 1e3), rates.secondOpenHashedBytes()));
    var shared =
        new Table(
            sizes.processes()
                + " processes, one blob of "
                + sizes.sharedBytes() / 1_000_000
                + " MB",
            "MB");
    shared.add("proportional set size (Pss) the mapping adds", number(memory.pssBytes() / 1e6));
    shared.add("resident set size (Rss) it adds, summed", number(memory.rssBytes() / 1e6));
    shared.add("Pss of the processes without it", number(memory.ownPssBytes() / 1e6));
    return speed + "\n" + shared;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
