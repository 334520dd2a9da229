package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.blob.BlobTree;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A built function on disk: {@code lib/}, {@code weights/} and {@code native/}, or what its {@link
 * ProjectFile} names.
 *
 * @param content the file of each digest
 */
public record FunctionFolder(Manifest manifest, Map<BlobDigest, LocalBlob> content) {
  private static final List<String> PARTS = List.of("lib", "weights", "native");

  public FunctionFolder {
    content = Map.copyOf(content);
  }

  /** Reads and digests a folder as a function project's build leaves it, or with a project file. */
  public static FunctionFolder read(Path folder) throws IOException {
    return read(folder, FileTree::of);
  }

  /** The same, with trees from elsewhere. */
  static FunctionFolder read(Path folder, Trees trees) throws IOException {
    Optional<ProjectFile> project = ProjectFile.of(folder);
    List<Path> files = project.isPresent() ? project.get().files() : files(folder);
    Descriptor descriptor =
        project.isPresent() ? project.get().descriptor() : descriptor(folder, files);
    SuppliedJars.requireNone(libraries(folder, files), descriptor);
    var entries = new ArrayList<ManifestFile>();
    var content = new HashMap<BlobDigest, LocalBlob>();
    for (Path file : files) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      var blob = new LocalBlob(path, file, trees.of(file));
      try {
        entries.add(new ManifestFile(path, blob.digest(), blob.tree().totalBytes()));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(folder + " can't be deployed: " + e.getMessage(), e);
      }
      content.put(blob.digest(), blob);
    }
    return new FunctionFolder(manifest(folder, descriptor, entries), content);
  }

  private static Manifest manifest(Path folder, Descriptor descriptor, List<ManifestFile> entries) {
    try {
      return new Manifest(descriptor, entries);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(folder + " can't be deployed: " + e.getMessage(), e);
    }
  }

  /** Gives trees of files. */
  interface Trees {
    BlobTree of(Path file) throws IOException;
  }

  private static List<Path> files(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    for (String part : PARTS) {
      Path below = folder.resolve(part);
      if (Files.isDirectory(below)) {
        try (Stream<Path> tree = Files.walk(below)) {
          tree.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
      }
    }
    return files;
  }

  private static List<Path> libraries(Path folder, List<Path> files) {
    return files.stream()
        .filter(file -> file.startsWith(folder.resolve("lib")))
        .filter(file -> file.toString().endsWith(".jar"))
        .toList();
  }

  private static Descriptor descriptor(Path folder, List<Path> files) throws IOException {
    Path found = null;
    Descriptor descriptor = null;
    for (Path file : libraries(folder, files)) {
      Optional<Descriptor> inside = descriptorOf(file);
      if (inside.isPresent()) {
        if (found != null) {
          throw new CommandFailure(
              "%s and %s both hold a function; a version has one.".formatted(found, file));
        }
        found = file;
        descriptor = inside.get();
      }
    }
    if (descriptor == null) {
      throw new CommandFailure(
          "no jar below %s holds %s; is there a HearthFunction in the project, and hearth-processor"
                  .formatted(folder.resolve("lib"), Descriptor.RESOURCE)
              + " among its annotation processors?");
    }
    return descriptor;
  }

  private static Optional<Descriptor> descriptorOf(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(Descriptor.RESOURCE);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return Optional.of(Descriptor.fromJson(Json.parse(text)));
      }
    } catch (JsonException | IllegalArgumentException e) {
      throw new CommandFailure(
          "%s of %s is not valid: %s".formatted(Descriptor.RESOURCE, jar, e.getMessage()), e);
    }
  }
}
