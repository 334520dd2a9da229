package dev.hearth.sdk.manifest;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.descriptor.WeightSet;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * A function version: its descriptor and its files. Files are sorted by path, so that equal content
 * has equal bytes; the digest of those bytes is the version.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="manifest"}
 *
 * @param files at least one, sorted by path, no path twice; of a function in Java at least one
 *     library, and nothing outside {@code lib}, {@code weights} and {@code native}; of one that is
 *     a program of its own that program, if its command names it by a path; the weights that the
 *     descriptor declares, as it declares them
 */
public record Manifest(Descriptor descriptor, List<ManifestFile> files) {
  private static final int MAX_FILES = 2_000;

  public Manifest {
    files = files.stream().sorted(Comparator.comparing(ManifestFile::path)).toList();
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "a manifest has at most " + MAX_FILES + " files, this one " + files.size());
    }
    requireDistinct(files);
    switch (descriptor.entry()) {
      case Entry.Codec _ -> requireJars(files);
      case Entry.Program program -> requireProgram(program, descriptor, files);
    }
    for (WeightSet weights : descriptor.weights()) {
      WeightCheck.check(weights, files);
    }
  }

  private static void requireJars(List<ManifestFile> files) {
    if (files.stream().noneMatch(file -> file.role() == ManifestFile.Role.LIBRARY)) {
      throw new IllegalArgumentException("a manifest needs at least one jar below lib/");
    }
    for (ManifestFile file : files) {
      if (file.role() == ManifestFile.Role.PROGRAM) {
        throw new IllegalArgumentException(
            "\"%s\" is not below lib/, weights/ or native/, where a function in Java has its files"
                .formatted(file.path()));
      }
    }
  }

  private static void requireProgram(
      Entry.Program program, Descriptor descriptor, List<ManifestFile> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a manifest needs at least one file");
    }
    if (descriptor.resources().kernels()) {
      throw new IllegalArgumentException(
          "kernels are for functions in Java, and this one is a program of its own");
    }
    String name = program.command().getFirst();
    if (name.contains("/") && files.stream().noneMatch(file -> file.path().equals(name))) {
      throw new IllegalArgumentException(
          "the command begins with \"%s\", which is none of the files".formatted(name));
    }
  }

  /** No path twice, and none that would have to be a file and a folder. */
  private static void requireDistinct(List<ManifestFile> files) {
    var paths = new HashSet<String>();
    for (ManifestFile file : files) {
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException("file \"" + file.path() + "\" stands twice");
      }
    }
    for (ManifestFile file : files) {
      String path = file.path();
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (paths.contains(path.substring(0, slash))) {
          throw new IllegalArgumentException(
              "\"" + path.substring(0, slash) + "\" is a file and a folder");
        }
      }
    }
  }

  /** Reads a manifest. */
  public static Manifest fromJson(Json json) {
    JsonObject object = json.asObject();
    if (object.integer("manifest_version") != 1) {
      throw new JsonException("this Hearth reads manifest version 1 only");
    }
    return new Manifest(
        Descriptor.fromJson(object.require("descriptor")),
        object.array("files").stream().map(ManifestFile::fromJson).toList());
  }

  /** This manifest as JSON; {@link #fromJson} reads it back. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("manifest_version", 1)
        .put("descriptor", descriptor.toJson())
        .put("files", new JsonArray(files.stream().<Json>map(ManifestFile::toJson).toList()))
        .build();
  }

  /** The bytes that are stored and whose digest names the version. */
  public byte[] canonicalBytes() {
    return toJson().print().getBytes(StandardCharsets.UTF_8);
  }

  /** The version: the digest of {@link #canonicalBytes}. */
  public BlobDigest version() {
    return BlobDigest.of(canonicalBytes());
  }
}
