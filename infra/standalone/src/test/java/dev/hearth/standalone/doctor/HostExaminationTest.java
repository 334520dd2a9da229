package dev.hearth.standalone.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.standalone.install.DataFolder;
import dev.hearth.standalone.install.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the machine, for better and worse. */
class HostExaminationTest {
  @TempDir private Path folder = Path.of("unset");

  private static Finding named(List<Finding> findings, String name) {
    return findings.stream()
        .filter(finding -> finding.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing on " + name + " in " + findings));
  }

  @Test
  void busyPortIsBrokenAndItsUserNamed() throws IOException {
    try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = busy.getLocalPort();
      new Ports(port, port + 1, port + 2, port + 3, null).write(folder);
      Finding ports = named(new HostExamination(new DataFolder(folder)).examine(), "ports");
      assertEquals(Finding.State.BROKEN, ports.state(), ports::toString);
      assertTrue(ports.says().contains("port " + port), ports::says);
      assertTrue(ports.says().contains("process " + ProcessHandle.current().pid()), ports::says);
    }
  }

  @Test
  void folderThatCantBeMadeIsBroken() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    List<Finding> findings = new HostExamination(new DataFolder(file.resolve("data"))).examine();
    Finding data = named(findings, "data folder");
    assertEquals(Finding.State.BROKEN, data.state());
    assertTrue(data.says().contains(file.toString()), data::says);
  }

  @Test
  void missingProgramIsBrokenWhereItIsNeededAndWeakElsewhere() {
    Finding needed = new Program("no-such-program", List.of(), "it is needed", true).examine();
    assertEquals(Finding.State.BROKEN, needed.state());
    assertTrue(needed.advice().contains("it is needed; install it"), needed::advice);
    Finding wanted = new Program("no-such-program", List.of(), "it is nice", false).examine();
    assertEquals(Finding.State.WEAK, wanted.state());
  }

  @Test
  void programIsRunAndNotJustFound() {
    String script = "echo oh >&2; echo; printf '\\033[1m1.2.3\\033[m\\n'; echo more";
    Finding works = new Program("sh", List.of("-c", script), "x", true).examine();
    assertEquals(Finding.ok("sh", "1.2.3"), works);
    Finding byPath = new Program("/bin/sh", List.of("-c", "echo 1"), "x", true).examine();
    assertEquals(Finding.ok("sh", "1"), byPath);
    Finding fails = new Program("sh", List.of("-c", "echo oh; exit 3"), "x", true).examine();
    assertEquals(Finding.State.BROKEN, fails.state());
    assertEquals("doesn't run: it ends with status 3", fails.says());
  }

  @Test
  void postgresIsUnpackedAndRun() throws IOException {
    List<Finding> findings = new HostExamination(new DataFolder(folder)).examine();
    Finding postgres = named(findings, "postgres");
    assertEquals(Finding.State.OK, postgres.state(), postgres::toString);
    assertTrue(postgres.says().contains("18."), postgres::says);
  }

  @Test
  void findingOutlivesItsJson() {
    Finding finding = Finding.weak("memory", "a \"b\"", "do c");
    assertEquals(finding, Finding.fromJson(finding.toJson()));
  }
}
