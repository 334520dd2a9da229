package dev.hearth.sdk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MainTest {
  private static final String KEY = "--key=id:secret";
  private static final String API = "--api=http://127.0.0.1:1";
  private static final String CONSOLE = "--console=http://127.0.0.1:1";

  @Test
  void wrongUseIsTwoAndSaysWhatIsWrong() {
    for (String[] words :
        new String[][] {
          {},
          {"fly"},
          {"call"},
          {"call", "noslash"},
          {"call", "a/b", "novalue", KEY, API, CONSOLE},
          {"call", "a/b", "x:=[", KEY, API, CONSOLE},
          {"call", "a/b", "--input={", KEY, API, CONSOLE},
          {"call", "a/b", "--input={}", "x=y", KEY, API, CONSOLE},
          {"call", "a/b", "--bogus"},
          {"logs", "UPPER/x"},
          {"deploy", "--list"},
          {"deploy", "--price", "1"},
          {"deploy", "--private", "--price", "1"},
          {"deploy", "--private", "--unlisted"},
          {"deploy", "--submit"},
          {"versions"},
          {"versions", "a/b/c"},
          {"rollback", "a b"},
          {"secrets"},
          {"secrets", "set"},
          {"secrets", "set", "lower"},
          {"secrets", "set", "TOKEN=value"},
          {"listings", "--state", "private"},
          {"listings", "reject", "a/b"},
          {"functions", "--search", "x"},
          {"completion"},
          {"completion", "csh"},
          {"logs", "a/b", "--tail", "-1"},
          {"deploy", "--list", "--price", "-1"},
          {"deploy", "--parallel", "0"},
          {"deploy", "--parallel", "33"},
          {"ps", "--as", "nobody"}
        }) {
      Ran ran = Ran.hearth(words);
      assertEquals(2, ran.status(), String.join(" ", words) + ": " + ran.err());
      assertFalse(ran.err().isBlank());
      assertFalse(ran.err().contains("\tat "), ran.err());
    }
  }

  @Test
  void helpListsTheCommands() {
    Ran ran = Ran.hearth("--help");
    assertEquals(0, ran.status());
    for (String command :
        new String[] {
          "deploy",
          "call",
          "functions",
          "versions",
          "rollback",
          "secrets",
          "logs",
          "ps",
          "conformance"
        }) {
      assertTrue(ran.out().contains("  " + command), ran.out());
    }
  }

  @Test
  void versionIsThatOfTheBuild() {
    Ran ran = Ran.hearth("--version");
    assertEquals(0, ran.status());
    assertTrue(ran.out().matches("Hearth [0-9]+\\.[0-9]+\\.[0-9]+.*\\R"), ran.out());
  }

  @Test
  void anUnreachableServerIsASentence() {
    Ran ran = Ran.hearth("call", "a/b", API, CONSOLE, KEY);
    assertEquals(7, ran.status());
    assertTrue(ran.err().startsWith("hearth: http://127.0.0.1:1 can't be reached"), ran.err());
    assertFalse(ran.err().contains("\tat "), ran.err());
  }
}
