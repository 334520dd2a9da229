package dev.hearth.sdk.cli.call;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call's input of {@code key=text}, {@code key=@file}, {@code key:=json} or a whole JSON.
 */
final class CallInput {
  private final Uploads uploads;

  CallInput(Uploads uploads) {
    this.uploads = uploads;
  }

  /** Turns a file into a URL that a function can read. */
  interface Uploads {
    String upload(Path file) throws IOException, InterruptedException;
  }

  /** An argument that is none of the three forms. */
  static final class MalformedArgument extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedArgument(String message) {
      super(message);
    }
  }

  Json read(@Nullable String whole, List<String> fields)
      throws IOException, InterruptedException, MalformedArgument {
    if (whole == null) {
      return object(fields);
    }
    if (!fields.isEmpty()) {
      throw new MalformedArgument(
          "--input and fields such as " + fields.getFirst() + " exclude each other");
    }
    return parse(whole.startsWith("@") ? text(Path.of(whole.substring(1))) : whole, "--input");
  }

  private JsonObject object(List<String> fields)
      throws IOException, InterruptedException, MalformedArgument {
    var input = JsonObject.builder();
    for (String field : fields) {
      int equals = field.indexOf('=');
      boolean json = equals > 0 && field.charAt(equals - 1) == ':';
      String name = equals < 0 ? "" : field.substring(0, json ? equals - 1 : equals);
      if (name.isEmpty()) {
        throw new MalformedArgument(
            "\"" + field + "\" is none of key=text, key=@file and key:=json");
      }
      String value = field.substring(equals + 1);
      input.put(name, json ? parse(value, name) : Json.of(value(value)));
    }
    return input.build();
  }

  private String value(String value) throws IOException, InterruptedException {
    return value.startsWith("@") ? uploads.upload(existing(value.substring(1))) : value;
  }

  private static Path existing(String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("there is no file " + file.toAbsolutePath().normalize() + ".");
    }
    return file;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(existing(file.toString()));
  }

  private static Json parse(String text, String where) throws MalformedArgument {
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new MalformedArgument(where + ": " + e.getMessage());
    }
  }
}
