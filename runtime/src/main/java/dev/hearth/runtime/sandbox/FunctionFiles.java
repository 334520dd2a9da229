package dev.hearth.runtime.sandbox;

import dev.hearth.coldstart.blobstore.BlobStore;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The local files of a version, by their path below the function's root, in path order. */
record FunctionFiles(Map<String, Path> byPath) {
  static FunctionFiles of(Manifest manifest, BlobStore blobs) throws IOException {
    var files = new LinkedHashMap<String, Path>();
    for (ManifestFile file : manifest.files()) {
      files.put(file.path(), blobs.file(file.digest()).orElseThrow());
    }
    return new FunctionFiles(files);
  }
}
