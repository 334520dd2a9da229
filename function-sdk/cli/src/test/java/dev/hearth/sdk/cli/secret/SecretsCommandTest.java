package dev.hearth.sdk.cli.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsCommandTest {
  private final TestServer server;
  private final InputStream usual = System.in;

  SecretsCommandTest() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    System.setIn(usual);
    server.close();
  }

  private Ran hearth(String input, String... words) {
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    var all = new ArrayList<>(List.of(words));
    all.add("--api=" + server.origin());
    all.add("--console=" + server.origin());
    all.add("--key=id:secret");
    return Ran.hearth(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "'tok', tok",
    "'tok\n', tok",
    "'tok\r\n', tok",
    "'tok\n\n', 'tok\\n'",
    "' tok ', ' tok '",
    "'a\nb\n', 'a\\nb'",
    "'é', é"
  })
  void valueIsStandardInputWithoutItsLastLineBreak(String input, String json) {
    server.on("PUT /v1/secrets/HF_TOKEN", 204, "");
    Ran ran = hearth(input, "secrets", "set", "HF_TOKEN");
    assertEquals(0, ran.status(), ran.err());
    assertEquals("HF_TOKEN is set.\n", ran.out());
    assertEquals(
        "{\"value\":\"" + json + "\"}",
        server.requests("PUT /v1/secrets/HF_TOKEN").getFirst().text());
  }

  @Test
  void emptyAndOverlongValuesAreNotSent() {
    assertEquals(2, hearth("", "secrets", "set", "A").status());
    assertEquals(2, hearth("\n", "secrets", "set", "A").status());
    assertEquals(2, hearth("x".repeat((32 << 10) + 1), "secrets", "set", "A").status());
    assertEquals(List.of(), server.requests());
    assertThrows(
        CommandFailure.class,
        () -> SecretValue.read(new ByteArrayInputStream(new byte[] {(byte) 0xff})));
  }

  @Test
  void valueThatIsTypedAsAnArgumentIsNotRepeated() {
    for (String[] words :
        new String[][] {{"secrets", "set", "TOKEN=hunter2"}, {"secrets", "set", "hunter2"}}) {
      Ran ran = hearth("", words);
      assertEquals(2, ran.status());
      assertTrue(ran.err().contains("standard input"), ran.err());
    }
    assertEquals(2, hearth("x", "secrets", "set", "TOKEN", "hunter2").status());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void secretsAreListedWithoutValuesAndUnset() {
    String list =
        "{\"secrets\":[{\"name\":\"A\",\"updated_at\":\"2026-03-01T12:00:00Z\",\"updated_by\":\"k\"}]}";
    server.on("GET /v1/secrets", 200, list).on("DELETE /v1/secrets/A", 204, "");
    assertTrue(hearth("", "secrets", "list").out().contains("A     2026-03-01T12:00:00Z  k"));
    assertEquals(list + "\n", hearth("", "secrets", "list", "--json").out());
    assertEquals(
        "{\"name\":\"A\",\"set\":false}\n", hearth("", "secrets", "unset", "A", "--json").out());
    assertEquals(3, hearth("", "secrets", "unset", "B").status());
  }

  @Test
  void refusalDoesNotShowTheValue() {
    server.on("PUT /v1/secrets/A", 409, "{\"error\":{\"message\":\"at most 100\"}}");
    Ran ran = hearth("hunter2", "secrets", "set", "A");
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("at most 100"), ran.err());
    assertFalse((ran.err() + ran.out()).contains("hunter2"));
  }
}
