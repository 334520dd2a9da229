package dev.hearth.standalone.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpTest {
  private TestInstallation installation;

  UpTest() throws IOException {
    installation = TestInstallation.open();
  }

  @BeforeEach
  void nothingRuns() throws IOException {
    assertEquals(List.of(), installation.processes());
  }

  @AfterEach
  void endAll() throws Exception {
    installation.remove();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalEndsEverythingInOrder(String signal) throws Exception {
    TestInstallation.Command up = installation.up();
    up.awaitText("Ctrl-C ends it");
    Access access = installation.access();
    for (Role role : Role.values()) {
      assertTrue(up.text().contains(String.valueOf(access.keys().get(role))), "key of " + role);
    }
    up.signal(signal);
    assertEquals(0, up.awaitExit());
    assertEquals(List.of(), installation.processes());
    String log = Files.readString(installation.data.resolve("log/postgres.log"));
    assertTrue(log.contains("database system is shut down"), log);
  }

  @Test
  void aSecondSignalEndsEverythingAtOnce() throws Exception {
    TestInstallation.Command up = installation.up();
    up.awaitText("Ctrl-C ends it");
    // A stopped process can't end on TERM, so the first signal's order waits for it.
    TestInstallation.send("STOP", installation.pid("runtime"));
    up.signal("INT");
    up.awaitText("Stopping Hearth");
    up.signal("INT");
    up.awaitExit();
    assertTrue(up.text().contains("stopped at once"), up.text());
    installation.awaitNoProcess();
  }

  @Test
  void nothingOutlivesAKilledSupervisorAndTheNextStartFindsAllAgain() throws Exception {
    TestInstallation.Command up = installation.up();
    up.awaitText("Ctrl-C ends it");
    Access before = installation.access();
    up.signal("KILL");
    up.awaitExit();
    installation.awaitNoProcess();
    TestInstallation.Command again = installation.command("up");
    again.awaitText("Ctrl-C ends it");
    assertEquals(before, installation.access(), "same ports, same keys");
    again.signal("TERM");
    assertEquals(0, again.awaitExit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "marketplace", "postgres"})
  void aDeadChildIsStartedAgain(String child) throws Exception {
    TestInstallation.Command up = installation.up();
    up.awaitText("Ctrl-C ends it");
    long before = installation.pid(child);
    TestInstallation.send("KILL", before);
    up.awaitText(child + " started again");
    assertTrue(up.text().contains(child + " ended with status 137"), up.text());
    assertNotEquals(before, installation.pid(child));
    Access access = installation.access();
    TestInstallation.await(
        "both origins",
        () -> installation.answers(access.api()) && installation.answers(access.console()));
    int postgres = installation.port("postgres");
    TestInstallation.await("PostgreSQL", () -> listens(postgres));
    up.signal("TERM");
    assertEquals(0, up.awaitExit());
    assertEquals(List.of(), installation.processes());
  }

  private static boolean listens(int port) {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void detachReturnsWhenReadyAndUpAttachesAndDownStops() throws Exception {
    TestInstallation.Command detached = installation.up("--detach");
    assertEquals(0, detached.awaitExit(), detached.text());
    Access access = installation.access();
    assertTrue(installation.answers(access.api()));
    assertTrue(detached.text().contains(access.api().toString()), detached.text());

    TestInstallation.Command returning = installation.up("--detach");
    assertEquals(0, returning.awaitExit());
    assertTrue(returning.text().contains("runs already"), returning.text());

    TestInstallation.Command attached = installation.up();
    attached.awaitText("Following it");
    attached.signal("INT");
    attached.awaitExit();
    assertTrue(installation.answers(access.api()), "leaving doesn't stop it");

    TestInstallation.Command following = installation.up();
    following.awaitText("Following it");
    TestInstallation.Command down = installation.command("down");
    assertEquals(0, down.awaitExit(), down.text());
    assertEquals(0, following.awaitExit());
    assertTrue(following.text().contains("Hearth is stopped"), following.text());
    assertEquals(List.of(), installation.processes());

    TestInstallation.Command nothing = installation.command("down");
    assertEquals(0, nothing.awaitExit());
    assertTrue(nothing.text().startsWith("No Hearth runs"), nothing.text());
  }

  @Test
  void aBusyPortGetsASentence() throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestInstallation.Command up = installation.up("--api-port=" + busy.getLocalPort());
      assertEquals(2, up.awaitExit(), "an option that stands twice");
      TestInstallation.Command alone =
          installation.command(
              "up",
              "--api-port=0",
              "--console-port=" + busy.getLocalPort(),
              "--internal-port=0",
              "--postgres-port=0");
      assertEquals(1, alone.awaitExit());
      String said = alone.text();
      assertTrue(said.contains("port " + busy.getLocalPort() + " (--console-port)"), said);
      assertTrue(said.contains("process " + ProcessHandle.current().pid()), said);
      assertFalse(said.contains("\tat "), said);
    }
    assertEquals(List.of(), installation.processes());
  }

  @Test
  void tlsIsToldToServicesAndPeopleAndKeptForTheNextStart() throws Exception {
    TestInstallation.Command up = installation.up("--detach", "--tls-port=0");
    assertEquals(0, up.awaitExit(), up.text());
    Access.Tls tls = Objects.requireNonNull(installation.access().tls());
    assertEquals(tls.port(), installation.port("tls"));
    assertEquals("https://127.0.0.1:" + tls.port(), tls.api().toString());
    assertTrue(Files.readString(tls.ca()).startsWith("-----BEGIN CERTIFICATE-----"));
    String environment = installation.environment("runtime");
    for (String setting :
        List.of(
            "HEARTH_PUBLIC_API_URL=" + tls.api(),
            "HEARTH_PUBLIC_API_ALIASES=" + tls.api() + "," + installation.access().api(),
            "QUARKUS_HTTP_SSL_PORT=" + tls.port(),
            "QUARKUS_HTTP_SSL_CERTIFICATE_FILES=",
            "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES=")) {
      assertTrue(environment.contains(setting), setting);
    }
    assertTellsHowToTrust(tls, up.text());

    TestInstallation.Command attached = installation.up("--detach");
    assertEquals(0, attached.awaitExit());
    assertTellsHowToTrust(tls, attached.text());
    assertEquals(0, installation.command("down").awaitExit());

    TestInstallation.Command plain = installation.up("--detach");
    assertEquals(0, plain.awaitExit(), plain.text());
    assertNull(installation.access().tls());
    assertFalse(plain.text().contains("fal.run"), plain.text());
    TestInstallation.Command tooLate = installation.up("--detach", "--tls");
    assertEquals(0, tooLate.awaitExit());
    assertTrue(tooLate.text().contains("started without --tls"), tooLate.text());
    assertEquals(0, installation.command("down").awaitExit());

    TestInstallation.Command again = installation.up("--detach", "--tls");
    assertEquals(0, again.awaitExit(), again.text());
    assertEquals(tls, installation.access().tls(), "same port, same CA");
  }

  private static void assertTellsHowToTrust(Access.Tls tls, String text) {
    for (String line :
        List.of(
            "127.0.0.1 fal.run queue.fal.run rest.fal.ai",
            "NODE_EXTRA_CA_CERTS=" + tls.ca(),
            "SSL_CERT_FILE=" + tls.ca(),
            "--cacert " + tls.ca(),
            "--resolve fal.run:" + tls.port() + ":127.0.0.1",
            "-cacerts -file " + tls.ca(),
            "--tls-port 443")) {
      assertTrue(text.contains(line), () -> line + " in " + text);
    }
  }

  @Test
  void aBusyTlsPortGetsASentence() throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestInstallation.Command up = installation.up("--tls-port=" + busy.getLocalPort());
      assertEquals(1, up.awaitExit());
      assertTrue(
          up.text().contains("port " + busy.getLocalPort() + " (--tls-port) is in use"), up.text());
    }
  }

  @Test
  void aServiceThatCannotStartIsNamedWithTheEndOfItsLog() throws Exception {
    Path jar = installation.service("runtime");
    Files.write(jar, new byte[] {1, 2, 3});
    TestInstallation.Command up = installation.up("--detach");
    assertEquals(1, up.awaitExit());
    assertTrue(up.text().contains("runtime did not start"), up.text());
    assertTrue(up.text().contains("Invalid or corrupt jarfile"), up.text());
    installation.awaitNoProcess();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--detach", "--host=127.0.0.1"})
  void aRuntimeThatRefusesItsDeviceEndsTheStartWithItsReason(String more) throws Exception {
    TestInstallation.Command up = installation.up("--device=cuda", more);
    assertEquals(1, up.awaitExit());
    assertTrue(
        up.text().contains("Hearth did not start: device cuda was asked for, but there is none"),
        up.text());
    assertFalse(up.text().contains("\tat "), up.text());
    installation.awaitNoProcess();
  }

  @Test
  void theDeviceIsTheRuntimesChoiceUnlessToldOtherwise() throws Exception {
    TestInstallation.Command up = installation.up("--detach");
    assertEquals(0, up.awaitExit(), up.text());
    assertFalse(installation.environment("runtime").contains("HEARTH_NODE_DEVICE"));
    assertEquals(0, installation.command("down").awaitExit());
    TestInstallation.Command cpu = installation.up("--detach", "--device=cpu");
    assertEquals(0, cpu.awaitExit(), cpu.text());
    String environment = installation.environment("runtime");
    assertTrue(environment.contains("HEARTH_NODE_DEVICE=cpu"), environment);
    assertTrue(environment.contains("/kernels/hearth-kernels.jar:"), environment);
    assertEquals(0, installation.command("down").awaitExit());

    TestInstallation.Command wrong = installation.up("--device=gpu");
    assertEquals(2, wrong.awaitExit());
    assertTrue(wrong.text().contains("'gpu' is not auto, cpu or cuda"), wrong.text());
  }

  @Test
  void secretsAreForTheirOwnerOnly() throws Exception {
    TestInstallation.Command up = installation.up("--detach");
    assertEquals(0, up.awaitExit(), up.text());
    Path data = installation.data;
    var modes = new ArrayList<String>();
    for (String name :
        List.of("access.json", "bootstrap.json", "secrets", "log", "run", "postgres")) {
      modes.add(
          name
              + " "
              + PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))));
    }
    assertEquals(
        List.of(
            "access.json rw-------",
            "bootstrap.json rw-------",
            "secrets rwx------",
            "log rwx------",
            "run rwx------",
            "postgres rwx------"),
        modes);
    String key = String.valueOf(installation.access().keys().get(Role.DEVELOPER));
    String secret = key.substring(key.indexOf(':') + 1);
    assertFalse(Files.readString(data.resolve("bootstrap.json")).contains(secret));
    assertFalse(Files.readString(data.resolve("log/supervisor.log")).contains(secret));
    assertEquals(0, installation.command("down").awaitExit());
  }

  /** As below root's home, where the user that PostgreSQL runs as can't enter. */
  @Test
  void aClosedParentFolderIsNoHindrance() throws Exception {
    installation.remove();
    Path closed = Files.createTempDirectory("hearth-closed");
    installation = new TestInstallation(closed);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)));
    TestInstallation.Command up = installation.up("--detach");
    assertEquals(0, up.awaitExit(), up.text());
    assertEquals(0, installation.command("down").awaitExit());
    assertEquals(List.of(), installation.processes());
  }
}
