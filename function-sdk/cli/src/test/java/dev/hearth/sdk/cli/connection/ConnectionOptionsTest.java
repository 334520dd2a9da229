package dev.hearth.sdk.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ConnectionOptionsTest {
  private static final Access LOCAL =
      new Access(
          URI.create("http://127.0.0.1:8080"),
          URI.create("http://127.0.0.1:8081"),
          Map.of(Role.CREATOR, "c:1", Role.DEVELOPER, "d:2", Role.ADMIN, "a:3"),
          null);

  @TempDir private Path data = Path.of("");

  @Command
  private static final class Host {
    @Mixin private ConnectionOptions options = new ConnectionOptions();
  }

  private Connection connect(Role usual, Map<String, String> environment, String... words) {
    var host = new Host();
    var line = new CommandLine(host);
    var _ = line.parseArgs(withData(words));
    return host.options.connect(usual, environment);
  }

  private String[] withData(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--data=" + data;
    return all;
  }

  private void started() throws IOException {
    Files.writeString(data.resolve(Access.FILE), LOCAL.toJson().print());
  }

  @Test
  void theInstallationsOwnFileIsEnough() throws IOException {
    started();
    assertEquals(
        new Connection(LOCAL.api(), LOCAL.console(), "c:1"), connect(Role.CREATOR, Map.of()));
    assertEquals("a:3", connect(Role.CREATOR, Map.of(), "--as=admin").key());
  }

  @Test
  void theInstallationsOwnCaIsTrusted() throws IOException {
    Path ca = data.resolve("ca.pem");
    var tls = new Access.Tls(URI.create("https://127.0.0.1:8443"), 8443, ca);
    var access = new Access(LOCAL.api(), LOCAL.console(), LOCAL.keys(), tls);
    Files.writeString(data.resolve(Access.FILE), access.toJson().print());
    assertEquals(Optional.of(access), Access.read(data));
    Connection connection = connect(Role.CREATOR, Map.of());
    assertEquals(ca, connection.ca());
    Files.writeString(ca, "no certificate");
    var failure = assertThrows(CommandFailure.class, () -> new Client(connection));
    assertTrue(String.valueOf(failure.getMessage()).contains("ca.pem"), failure::toString);
  }

  @Test
  void anOptionWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    started();
    Map<String, String> environment =
        Map.of("HEARTH_API", "https://api.example/", "HEARTH_KEY", "e:4");
    Connection from = connect(Role.CREATOR, environment);
    assertEquals(URI.create("https://api.example"), from.api());
    assertEquals(LOCAL.console(), from.console());
    assertEquals("e:4", from.key());
    Connection given = connect(Role.CREATOR, environment, "--api=http://other:1", "--key=o:5");
    assertEquals(URI.create("http://other:1"), given.api());
    assertEquals("o:5", given.key());
    assertEquals("d:2", connect(Role.CREATOR, environment, "--as=developer").key());
  }

  @Test
  void whatIsMissingIsSaid() {
    var failure = assertThrows(CommandFailure.class, () -> connect(Role.CREATOR, Map.of()));
    assertTrue(String.valueOf(failure.getMessage()).contains("./hearth up"), failure::toString);
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(data.resolve(Access.FILE), "{\"api\":");
    var failure = assertThrows(CommandFailure.class, () -> connect(Role.CREATOR, Map.of()));
    assertTrue(String.valueOf(failure.getMessage()).contains("access.json"), failure::toString);
  }

  @Test
  void whatIsNoHttpUrlIsRefused() throws IOException {
    started();
    for (String bad : new String[] {"localhost:8080", "ftp://host", "http:///path", "ht tp://x"}) {
      assertThrows(
          CommandFailure.class, () -> connect(Role.CREATOR, Map.of("HEARTH_API", bad)), bad);
    }
  }

  @Test
  void noTextShowsTheSecret() {
    var connection = new Connection(LOCAL.api(), LOCAL.console(), "id:topsecret");
    assertFalse(connection.toString().contains("topsecret"));
  }
}
