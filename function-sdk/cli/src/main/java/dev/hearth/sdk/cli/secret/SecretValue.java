package dev.hearth.sdk.cli.secret;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.cli.connection.ExitCode;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a secret from a person or a pipe; never from the command line, which others can see. */
final class SecretValue {
  private static final int MOST_BYTES = 32 << 10;

  private SecretValue() {}

  /** Asks at a terminal, without showing what is typed; reads all of anything else. */
  static String read(String name) throws IOException {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return terminal.isPresent() ? ask(terminal.get(), name) : read(System.in);
  }

  private static String ask(Console console, String name) {
    char[] typed = console.readPassword("value of %s: ", name);
    return checked(typed == null ? "" : new String(typed));
  }

  /** One line break at the end isn't part of it: editors and echo put it there. */
  static String read(InputStream input) throws IOException {
    byte[] bytes = input.readNBytes(MOST_BYTES + 3);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return checked(text.replaceFirst("\\r?\\n\\z", ""));
    } catch (CharacterCodingException e) {
      throw new CommandFailure(ExitCode.WRONG_USE, "the value is no UTF-8 text.", e);
    }
  }

  private static String checked(String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      throw new CommandFailure(ExitCode.WRONG_USE, "the value is empty; unset removes a secret.");
    }
    if (bytes > MOST_BYTES) {
      throw new CommandFailure(
          ExitCode.WRONG_USE, "the value has more than " + MOST_BYTES + " bytes.");
    }
    return value;
  }
}
