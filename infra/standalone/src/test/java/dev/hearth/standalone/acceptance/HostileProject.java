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

/** A function that its creator compiles and deploys like any other, by the interface of deploys. */
final class HostileProject {
  private static final String SOURCE = "/hostile/HostileFunction.java";

  private final Path folder;

  HostileProject(Path folder) {
    this.folder = folder;
  }

  /** Compiles, uploads the one blob and registers the version. */
  void deploy(Caller creator) throws Exception {
    Path classes = compile();
    Path jar = pack(classes);
    upload(creator, BlobDigest.of(Files.readAllBytes(jar)), jar);
    Reply registered = register(creator, classes, jar);
    if (registered.status() / 100 != 2) {
      throw new IllegalStateException("deploy failed: " + registered);
    }
  }

  /** Registers the version without uploading anything. */
  Reply claim(Caller thief) throws Exception {
    Path classes = compile();
    return register(thief, classes, pack(classes));
  }

  private static Reply register(Caller creator, Path classes, Path jar) throws Exception {
    byte[] bytes = Files.readAllBytes(jar);
    String text = Files.readString(classes.resolve(Descriptor.RESOURCE));
    Descriptor descriptor = Descriptor.fromJson(Json.parse(text));
    var file = new ManifestFile("lib/hostile.jar", BlobDigest.of(bytes), bytes.length);
    return creator.send(
        "POST",
        creator.console().resolve("/v1/functions/" + descriptor.name() + "/versions"),
        new Manifest(descriptor, List.of(file)).toJson().print());
  }

  private Path compile() throws IOException, URISyntaxException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path source = Path.of(Objects.requireNonNull(getClass().getResource(SOURCE)).toURI());
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
                source.toString());
    if (errors != 0) {
      throw new IllegalStateException("the hostile function doesn't compile");
    }
    return classes;
  }

  private Path pack(Path classes) throws IOException {
    Path jar = folder.resolve("hostile.jar");
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
