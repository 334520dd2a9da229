package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.util.List;

/**
 * What a worker starts with.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="descriptor"}
 */
public sealed interface Entry {
  /**
   * The Java harness, which the node supplies, with a generated codec of the function's jars.
   *
   * @param className binary name of the {@code FunctionCodec}
   */
  record Codec(String className) implements Entry {
    @Override
    public void addTo(JsonObject.Builder descriptor) {
      descriptor.put("codec_class", className);
    }
  }

  /**
   * A program that speaks the worker protocol itself. The socket's path is added to the command.
   *
   * @param command 1 to 64 words of 1 to 4,096 characters; the first is the name of a program that
   *     the node has, such as {@code python3}, or a path within the function's files, such as
   *     {@code bin/serve}; the function's folder is the working directory
   */
  record Program(List<String> command) implements Entry {
    public Program {
      if (command.isEmpty() || command.size() > 64) {
        throw new IllegalArgumentException(
            "a command has 1 to 64 words, this has " + command.size());
      }
      for (String word : command) {
        if (word.isEmpty() || word.length() > 4_096 || word.indexOf(0) >= 0) {
          throw new IllegalArgumentException(
              "a word of a command has 1 to 4,096 characters and no NUL: \"" + word + "\"");
        }
      }
      command = List.copyOf(command);
    }

    @Override
    public void addTo(JsonObject.Builder descriptor) {
      descriptor.put("command", JsonArray.ofStrings(command));
    }
  }

  /** Says it in a descriptor. */
  void addTo(JsonObject.Builder descriptor);

  /** Reads it from a descriptor. */
  static Entry fromJson(JsonObject descriptor) {
    boolean inJava = descriptor.get("codec_class").isPresent();
    if (inJava == descriptor.get("command").isPresent()) {
      throw new JsonException("a descriptor has either codec_class or command");
    }
    return inJava
        ? new Codec(descriptor.string("codec_class"))
        : new Program(descriptor.array("command").stream().map(Json::asString).toList());
  }
}
