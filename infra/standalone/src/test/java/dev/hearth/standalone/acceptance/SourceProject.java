package dev.hearth.standalone.acceptance;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A function of one source file that its creator compiles and deploys like any other, by the
 * interface of deploys.
 */
final class SourceProject {
  private final String source;
  private final Path folder;

  /**
   * @param source resource of the tests
   * @param folder for what is made of it
   */
  SourceProject(String source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /** Deploys it for everyone who has its id, at that price in dollars. */
  void open(Caller creator, String unitPrice) throws Exception {
    String function = deploy(creator);
    Reply opened =
        creator.send(
            "PUT",
            creator.console().resolve("/v1/functions/" + function + "/visibility"),
            "{\"visibility\":\"unlisted\",\"unit_price\":\"" + unitPrice + "\"}");
    if (opened.status() / 100 != 2) {
      throw new IllegalStateException("it stays private: " + opened);
    }
  }

  /** Compiles, uploads the one blob and registers the version; tells the function's name. */
  String deploy(Caller creator) throws Exception {
    Path classes = compile();
    Path jar = pack(classes);
    upload(creator, BlobDigest.of(Files.readAllBytes(jar)), jar);
    Reply registered = register(creator, classes, jar);
    if (registered.status() / 100 != 2) {
      throw new IllegalStateException("deploy failed: " + registered);
    }
    return descriptor(classes).name();
  }

  /** Registers the version without uploading anything. */
  Reply claim(Caller thief) throws Exception {
    Path classes = compile();
    return register(thief, classes, pack(classes));
  }

  private static Reply register(Caller creator, Path classes, Path jar) throws Exception {
    byte[] bytes = Files.readAllBytes(jar);
    Descriptor descriptor = descriptor(classes);
    var file = new ManifestFile("lib/function.jar", BlobDigest.of(bytes), bytes.length);
    return creator.send(
        "POST",
        creator.console().resolve("/v1/functions/" + descriptor.name() + "/versions"),
        new Manifest(descriptor, List.of(file)).toJson().print());
  }

  private static Descriptor descriptor(Path classes) throws IOException {
    return Descriptor.fromJson(Json.parse(Files.readString(classes.resolve(Descriptor.RESOURCE))));
  }

  private Path compile() throws IOException, URISyntaxException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path file = Path.of(Objects.requireNonNull(getClass().getResource(source)).toURI());
    String path = System.getProperty("java.class.path");
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:full",
                "-classpath",
                path,
                "-processorpath",
                path,
                "-d",
                classes.toString(),
                file.toString());
    if (errors != 0) {
      throw new IllegalStateException(source + " doesn't compile");
    }
    return classes;
  }

  private Path pack(Path classes) throws IOException {
    Path jar = folder.resolve("function.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        var entry = new JarEntry(classes.relativize(file).toString());
        entry.setTime(0); // the same bytes each time
        out.putNextEntry(entry);
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static void upload(Caller creator, BlobDigest digest, Path jar) throws Exception {
    String asked = "{\"digests\":[\"" + digest.hex() + "\"]}";
    Reply missing = creator.send("POST", creator.console().resolve("/v1/blobs/missing"), asked);
    if (!missing.body().required("missing").isEmpty()) {
      int status = creator.put(creator.console().resolve("/v1/blobs/" + digest.hex()), jar);
      if (status != 201) {
        throw new IllegalStateException("upload of " + jar + " answered " + status);
      }
    }
  }
}
