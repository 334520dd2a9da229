package dev.hearth.sdk.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.ExitCode;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder with hearth.json becomes a manifest, or a sentence that says why it doesn't. */
final class ProjectFileTest {
  private static final JsonObject LEAST =
      Json.parseObject(
          """
          {"name":"glow","title":"Glow","summary":"Glows.","category":"other",
           "command":["python3","main.py"],"endpoints":[{"input":{"type":"object"}}],
           "files":["main.py","lib"]}
          """);

  @TempDir private Path temporary = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void makeProject() throws IOException {
    folder = Files.createDirectories(temporary.resolve("project"));
    Files.writeString(folder.resolve("main.py"), "print()");
    Files.writeString(folder.resolve("secret.env"), "TOKEN=1");
    Files.createDirectories(folder.resolve("lib/__pycache__"));
    Files.createDirectories(folder.resolve("lib/.git"));
    for (String name : List.of("a.py", "b.pyc", "__pycache__/c.py", ".git/d", ".e")) {
      Files.writeString(folder.resolve("lib").resolve(name), name);
    }
  }

  private Manifest read(JsonObject file) throws IOException {
    Files.writeString(folder.resolve(ProjectFile.NAME), file.print());
    return FunctionFolder.read(folder).manifest();
  }

  @Test
  void deployTakesTheFolderAsItIs() throws IOException {
    try (var server = new TestServer()) {
      String[] words = {
        "deploy",
        folder.toString(),
        "--api=" + server.origin(),
        "--console=" + server.origin(),
        "--key=id:secret"
      };
      Ran nothing = Ran.hearth(words);
      assertTrue(nothing.err().startsWith("hearth: no jar below "), nothing.err());
      server.on("POST /v1/blobs/missing", 401, "{\"title\":\"the key is wrong\"}");
      var _ = read(LEAST);
      Ran ran = Ran.hearth(words);
      assertEquals(ExitCode.DENIED.status(), ran.status(), ran.err());
      String asked = server.requests("POST /v1/blobs/missing").getFirst().text();
      assertTrue(asked.contains(BlobDigest.of(folder.resolve("main.py")).hex()), asked);
      assertFalse(asked.contains(BlobDigest.of(folder.resolve("secret.env")).hex()), asked);
    }
  }

  private static List<String> paths(Manifest manifest) {
    return manifest.files().stream().map(ManifestFile::path).toList();
  }

  @Test
  void whatIsLeftOutHasADefault() throws IOException {
    Manifest manifest = read(LEAST);
    Descriptor descriptor = manifest.descriptor();
    assertEquals(new Entry.Program(List.of("python3", "main.py")), descriptor.entry());
    assertEquals(Shape.UNARY, descriptor.shape());
    assertEquals(Duration.ofMinutes(5), descriptor.timeout());
    assertEquals(256L << 20, descriptor.resources().memoryBytes());
    assertEquals("/", descriptor.endpoints().getFirst().path());
  }

  @Test
  void whatIsSaidIsMeant() throws IOException {
    JsonObject file =
        LEAST
            .with("resources", Json.parse("{\"memory_bytes\":134217728}"))
            .with("billing", Json.parse("{\"unit\":\"image\"}"))
            .with("shape", Json.of("batch"))
            .with("batching", Json.parse("{\"max_size\":4}"))
            .with("access", Json.parse("{\"secrets\":[\"TOKEN\"],\"egress\":[]}"));
    Descriptor descriptor = read(file).descriptor();
    assertEquals(128L << 20, descriptor.resources().memoryBytes());
    assertEquals(1, descriptor.resources().cpus());
    assertEquals("image", descriptor.billing().unit().word());
    assertEquals(4, descriptor.batching().maxSize());
    assertEquals(List.of("TOKEN"), descriptor.access().secrets());
  }

  @Test
  void onlyNamedFilesGoAndNoLeftovers() throws IOException {
    assertEquals(List.of("lib/a.py", "main.py"), paths(read(LEAST)));
  }

  @Test
  void linksAreFollowedSoThatALibraryMayStandElsewhere() throws IOException {
    Path library = Files.createDirectories(temporary.resolve("library"));
    Files.writeString(library.resolve("x.py"), "");
    Files.createSymbolicLink(folder.resolve("linked"), library);
    JsonObject file = LEAST.with("files", Json.parse("[\"main.py\",\"linked\",\"main.py\"]"));
    assertEquals(List.of("linked/x.py", "main.py"), paths(read(file)));
    Files.createSymbolicLink(library.resolve("loop"), library);
    assertThrows(IOException.class, () -> read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "title", "summary", "category", "command", "endpoints", "files"})
  void whatMustBeSaidAndIsNot(String member) {
    var members = new LinkedHashMap<>(LEAST.members());
    members.remove(member);
    assertRefused(new JsonObject(members), "the member \"" + member + "\" is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nmae      | \"glow\"           | there is no member \"nmae\"",
        "codec_class | \"a.B\"          | there is no member \"codec_class\"",
        "name      | \"Glow\"           | function name \"Glow\"",
        "name      | 7                  | ",
        "command   | []                 | a command has 1 to 64 words",
        "command   | \"python3\"        | ",
        "command   | [\"bin/serve\"]    | which is none of the files",
        "command   | [\"python3\",\"secret.env\"] | which \"files\" leaves out",
        "endpoints | []                 | endpoints is 0",
        "endpoints | [{}]               | input",
        "endpoints | [{\"input\":{}}]   | isn't of type object",
        "endpoints | [{\"input\":{\"type\":\"string\"}}] | isn't of type object",
        "files     | []                 | which \"files\" leaves out",
        "files     | [\"nothing.py\"]   | doesn't exist",
        "files     | [\"../project\"]   | is not within the folder",
        "files     | [\"/etc/passwd\"]  | is not within the folder",
        "files     | [\".\"]            | is not within the folder",
        "files     | [\"a\\u0000b\"]    | ",
        "resources | {\"memory_bytes\":1} | memory MiB is 0",
        "resources | {\"kernels\":true}   | there is no member \"resources.kernels\"",
        "resources | {\"gpu\":{\"kind\":\"H100\"}} | there is no member \"resources.gpu.kind\"",
        "resources | {\"gpu\":{\"kinds\":[\"H100\"]}} | a function that needs a GPU names the"
            + " device CUDA",
        "scale     | {\"workers\":2}    | there is no member \"scale.workers\"",
        "scale     | {\"min_workers\":2,\"max_workers\":1} | min workers 2 are more than max"
            + " workers 1",
        "weights   | [{\"name\":\"a\",\"license\":\"MIT\"}] | there is no member"
            + " \"weights.license\"",
        "weights   | [{\"licence\":\"MIT\"}] | name",
        "weights   | [{\"name\":\"voice\",\"files\":[\"b.bin\"]}] | weights/voice",
        "endpoints | [{\"input\":{\"type\":\"object\"},\"billing\":{\"units\":1}}] | there is no"
            + " member \"endpoints.billing.units\"",
        "endpoints | [{\"path\":\"/stream\",\"input\":{\"type\":\"object\"}}] | how callers ask for"
            + " its partial outputs",
        "billing   | {\"unit\":\"second\",\"bound_field\":\"txt\",\"bound_micro_units\":1} |"
            + " billing is bound by \"txt\", which is no property",
        "billing   | {\"unit\":\"second\",\"bound_field\":\"txt\"} | bound micro-units of txt is 0",
        "shape     | \"round\"          | no function shape \"round\"",
        "descriptor_version | 2         | descriptor version 1 only",
        "access    | {\"secrets\":[\"lower\"]} | no valid secret",
      })
  void whatIsSaidWrongly(String member, String value, String reason) {
    assertRefused(LEAST.with(member, Json.parse(value)), reason == null ? "" : reason);
  }

  @Test
  void namesThatNoManifestTakes() throws IOException {
    Files.writeString(folder.resolve("lib/a b.py"), "");
    assertRefused(LEAST, "\"lib/a b.py\" is not a relative path of 1 to 9 plain file names");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7"})
  void whatIsNoFileAtAll(String text) throws IOException {
    Files.writeString(folder.resolve(ProjectFile.NAME), text);
    var refused = assertThrows(CommandFailure.class, () -> FunctionFolder.read(folder));
    assertTrue(refused.toString().contains(ProjectFile.NAME), refused::toString);
  }

  private void assertRefused(JsonObject file, String reason) {
    var refused = assertThrows(CommandFailure.class, () -> read(file));
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused::toString);
  }
}
