package dev.hearth.sdk.cli.project;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The modules of Hearth that a project is built with, as a Maven repository within the project. Its
 * version names their content: Maven keeps what it has seen of a version for ever, in a folder that
 * all projects of a machine share.
 */
final class SdkRepository {
  private static final String FOLDER = ".hearth/repository";
  private static final String GROUP = "dev.hearth";
  private static final int VERSION_DIGITS = 12;

  private final Map<SdkArtifact, byte[]> jars = new EnumMap<>(SdkArtifact.class);
  private final Properties versions = new Properties();

  private SdkRepository() throws IOException {
    try (InputStream in = SdkRepository.class.getResourceAsStream("/sdk.properties")) {
      if (in == null) {
        throw new CommandFailure(
            "this installation doesn't say which libraries it was built with.");
      }
      versions.load(in);
    }
    for (SdkArtifact artifact : SdkArtifact.values()) {
      jars.put(artifact, artifact.jar());
    }
  }

  /** What this command was built with. */
  static SdkRepository ofThisInstallation() throws IOException {
    return new SdkRepository();
  }

  /** {@code 0.1.0-} and the beginning of the digest of all jars. */
  String version() {
    MessageDigest digest = digest("SHA-256");
    jars.values().forEach(digest::update);
    String hex = HexFormat.of().formatHex(digest.digest());
    String own = version("version").replace("-SNAPSHOT", "");
    return own + "-" + hex.substring(0, VERSION_DIGITS);
  }

  private String version(String of) {
    String version = versions.getProperty(of.replace(':', '/')); // a colon would end the key
    if (version == null) {
      throw new IllegalStateException("sdk.properties has no version of " + of);
    }
    return version;
  }

  /** Writes the repository into a project, in place of an older one. */
  void writeTo(Path project) throws IOException {
    Path folder = project.resolve(FOLDER);
    delete(folder);
    for (var jar : jars.entrySet()) {
      String id = jar.getKey().artifactId();
      Path place = folder.resolve(GROUP.replace('.', '/')).resolve(id).resolve(version());
      Files.createDirectories(place);
      write(place.resolve(id + "-" + version() + ".jar"), jar.getValue());
      byte[] pom = pom(jar.getKey()).getBytes(StandardCharsets.UTF_8);
      write(place.resolve(id + "-" + version() + ".pom"), pom);
    }
  }

  /** With the checksum that Maven asks for. */
  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    String sum = HexFormat.of().formatHex(digest("SHA-1").digest(content));
    Files.writeString(Path.of(file + ".sha1"), sum);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private String pom(SdkArtifact artifact) {
    var dependencies = new StringBuilder();
    for (String dependency : artifact.dependencies()) {
      String[] parts = dependency.split(":", -1);
      boolean own = parts.length == 1;
      dependencies.append(
          """
              <dependency>
                <groupId>%s</groupId>
                <artifactId>%s</artifactId>
                <version>%s</version>
              </dependency>
          """
              .formatted(
                  own ? GROUP : parts[0],
                  own ? dependency : parts[1],
                  own ? version() : version(dependency)));
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>%s</groupId>
      <artifactId>%s</artifactId>
      <version>%s</version>
      <licenses>
        <license>
          <name>Apache-2.0</name>
          <url>https://www.apache.org/licenses/LICENSE-2.0</url>
        </license>
      </licenses>
      <dependencies>
    %s  </dependencies>
    </project>
    """
        .formatted(GROUP, artifact.artifactId(), version(), dependencies);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
