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
          {"deploy", "--list", "--price", "-1"},
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
    for (String command : new String[] {"deploy", "call", "logs", "ps", "conformance"}) {
      assertTrue(ran.out().contains("  " + command), ran.out());
    }
  }

  @Test
  void anUnreachableServerIsASentence() {
    Ran ran = Ran.hearth("call", "a/b", API, CONSOLE, KEY);
    assertEquals(1, ran.status());
    assertTrue(ran.err().startsWith("hearth: http://127.0.0.1:1 can't be reached"), ran.err());
    assertFalse(ran.err().contains("\tat "), ran.err());
  }
}
