package dev.hearth.sdk.cli.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

final class SdkRepositoryTest {
  @TempDir private Path folder;

  private Path artifact(SdkRepository sdk, SdkArtifact artifact, String extension) {
    String id = artifact.artifactId();
    return folder
        .resolve(".hearth/repository/dev/hearth")
        .resolve(id)
        .resolve(sdk.version())
        .resolve(id + "-" + sdk.version() + extension);
  }

  @ParameterizedTest
  @EnumSource
  void everyModuleIsThereWithTheChecksumsThatMavenAsksFor(SdkArtifact each) throws Exception {
    SdkRepository sdk = SdkRepository.ofThisInstallation();
    sdk.writeTo(folder);
    for (String extension : List.of(".jar", ".pom")) {
      Path file = artifact(sdk, each, extension);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
      assertEquals(HexFormat.of().formatHex(digest), Files.readString(Path.of(file + ".sha1")));
    }
    try (var jar = new ZipFile(artifact(sdk, each, ".jar").toFile())) {
      assertTrue(jar.size() > 5, each + " has classes");
    }
  }

  /** Else a project would lack at run time what the module was built with. */
  @ParameterizedTest
  @EnumSource
  void moduleNeedsWhatItsOwnPomSays(SdkArtifact each) throws Exception {
    SdkRepository sdk = SdkRepository.ofThisInstallation();
    sdk.writeTo(folder);
    String module = each.artifactId().substring("hearth-".length());
    Set<String> own = dependencies(Path.of("..", module, "pom.xml"));
    own.add("jspecify"); // of every module, by the root pom
    assertEquals(own, dependencies(artifact(sdk, each, ".pom")));
  }

  private static Set<String> dependencies(Path pom) throws Exception {
    var document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
    var found = new TreeSet<String>();
    var nodes = document.getElementsByTagName("dependency");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element dependency = (Element) nodes.item(i);
      if (dependency.getElementsByTagName("scope").getLength() == 0) {
        found.add(dependency.getElementsByTagName("artifactId").item(0).getTextContent());
      }
    }
    return found;
  }

  @Test
  void versionNamesTheContent() throws IOException {
    SdkRepository sdk = SdkRepository.ofThisInstallation();
    assertTrue(sdk.version().matches("[0-9.]+-[0-9a-f]{12}"), sdk.version());
    assertEquals(sdk.version(), SdkRepository.ofThisInstallation().version());
  }

  @Test
  void upgradeRenewsRepositoryAndVersion() throws IOException {
    Path project = folder.resolve("p");
    assertEquals(0, Ran.hearth("init", "poster", "--dir", project.toString()).status());
    assertTrue(Ran.hearth("upgrade", project.toString()).out().startsWith("Already built with"));
    Path pom = project.resolve("pom.xml");
    String current = Files.readString(pom);
    Files.writeString(
        pom, current.replaceAll("<hearth.version>[^<]*<", "<hearth.version> 0.0.9-old <"));
    Path stale = project.resolve(".hearth/repository/dev/hearth/hearth-api/0.0.9-old");
    Files.createDirectories(stale);
    Ran ran = Ran.hearth("upgrade", project.toString());
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("before with 0.0.9-old"), ran.out());
    assertEquals(current.replaceAll("\\s", ""), Files.readString(pom).replaceAll("\\s", ""));
    assertFalse(Files.exists(stale));
  }

  @Test
  void upgradeOfAnythingElseIsRefused() throws IOException {
    assertEquals(1, Ran.hearth("upgrade", folder.toString()).status());
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Ran ran = Ran.hearth("upgrade", folder.toString());
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("isn't a project of hearth init"), ran.err());
    assertFalse(Files.exists(folder.resolve(".hearth")));
  }
}
