package dev.hearth.sdk.cli.deploy;

import dev.hearth.sdk.cli.connection.CommandFailure;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@value #NAME}: the descriptor, written by hand, of a function that is a program of its own. What
 * it leaves out has a default; {@code files} names the files and folders that belong to the
 * function, so that nothing is uploaded by accident.
 *
 * @param files in path order
 */
record ProjectFile(Descriptor descriptor, List<Path> files) {
  static final String NAME = "hearth.json";

  private static final JsonObject DEFAULTS =
      Json.parseObject(
          """
          {"descriptor_version":1,"shape":"unary","batching":{"max_size":1,"key":[]},
           "concurrency":1,"resources":{"cpus":1,"memory_bytes":268435456},
           "billing":{"unit":"request","max_micro_units":1000000,"bound_media":"","bound_factor":""},
           "timeout_seconds":300,"examples":[]}
          """);

  private static final JsonObject ENDPOINT_DEFAULTS =
      Json.parseObject("{\"path\":\"/\",\"output\":{\"type\":\"object\"}}");

  private static final Set<String> REQUIRED =
      Set.of("name", "title", "summary", "category", "command", "endpoints", "files");

  private static final Set<String> OPTIONAL = Set.of("access", "health", "retry");

  /** Reads it from a folder, if the folder has it. */
  static Optional<ProjectFile> of(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonObject given = Json.parseObject(Files.readString(file));
      requireKnown(given);
      Descriptor descriptor = Descriptor.fromJson(completed(given));
      requireObjects(descriptor);
      List<Path> files = files(folder, given.array("files"));
      requireScripts(folder, descriptor, files);
      return Optional.of(new ProjectFile(descriptor, files));
    } catch (JsonException | IllegalArgumentException | ClassCastException e) {
      throw failure(folder, String.valueOf(e.getMessage()));
    } catch (java.nio.charset.CharacterCodingException e) {
      throw failure(folder, "it isn't UTF-8");
    }
  }

  private static CommandFailure failure(Path folder, String what) {
    return new CommandFailure("%s: %s.".formatted(folder.resolve(NAME), what));
  }

  private static void requireKnown(JsonObject given) {
    for (String member : given.members().keySet()) {
      if (!REQUIRED.contains(member)
          && !OPTIONAL.contains(member)
          && DEFAULTS.get(member).isEmpty()) {
        throw new IllegalArgumentException("there is no member \"" + member + "\"");
      }
    }
    for (String member : REQUIRED.stream().sorted().toList()) {
      if (given.get(member).isEmpty()) {
        throw new IllegalArgumentException("the member \"" + member + "\" is missing");
      }
    }
  }

  private static JsonObject completed(JsonObject given) {
    var members = new LinkedHashMap<>(filled(given, DEFAULTS).members());
    members.remove("files");
    var endpoints = new ArrayList<Json>();
    for (Json endpoint : given.array("endpoints")) {
      endpoints.add(filled(endpoint.asObject(), ENDPOINT_DEFAULTS));
    }
    members.put("endpoints", new JsonArray(endpoints));
    return new JsonObject(members);
  }

  /** The members of both; where both have an object, filled likewise. */
  private static JsonObject filled(JsonObject given, JsonObject defaults) {
    JsonObject filled = given;
    for (var member : defaults.members().entrySet()) {
      Optional<Json> own = given.get(member.getKey());
      if (own.isEmpty()) {
        filled = filled.with(member.getKey(), member.getValue());
      } else if (own.get() instanceof JsonObject object
          && member.getValue() instanceof JsonObject inner) {
        filled = filled.with(member.getKey(), filled(object, inner));
      }
    }
    return filled;
  }

  /** A call's input is an object, and so is what stands for it in forms. */
  private static void requireObjects(Descriptor descriptor) {
    for (var endpoint : descriptor.endpoints()) {
      if (!endpoint.input().get("type").equals(Optional.of(Json.of("object")))) {
        throw new IllegalArgumentException(
            "the input schema of \"%s\" isn't of type object".formatted(endpoint.path()));
      }
    }
  }

  private static List<Path> files(Path folder, List<Json> names) throws IOException {
    var files = new ArrayList<Path>();
    for (Json name : names) {
      Path place = folder.resolve(name.asString()).normalize();
      if (!place.startsWith(folder.normalize()) || place.equals(folder.normalize())) {
        throw new IllegalArgumentException("\"" + name.asString() + "\" is not within the folder");
      }
      if (!Files.exists(place)) {
        throw new IllegalArgumentException(
            "\"files\" names \"" + name.asString() + "\", which doesn't exist");
      }
      add(place, files);
    }
    return files.stream().distinct().sorted().toList();
  }

  /** Links are followed, so that a library may stand elsewhere. */
  private static void add(Path place, List<Path> files) throws IOException {
    try (Stream<Path> tree = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
      tree.filter(Files::isRegularFile)
          .filter(file -> !isLeftover(place.relativize(file), file))
          .forEach(files::add);
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What interpreters and editors leave behind. */
  private static boolean isLeftover(Path below, Path file) {
    for (Path name : below) {
      String text = name.toString();
      if (text.startsWith(".") || text.equals("__pycache__")) {
        return true;
      }
    }
    return file.toString().endsWith(".pyc");
  }

  /** A script that the command names and that isn't uploaded would be missed only at a call. */
  private static void requireScripts(Path folder, Descriptor descriptor, List<Path> files) {
    if (descriptor.entry() instanceof Entry.Program(List<String> command)) {
      for (String word : command) {
        Path file = folder.resolve(word).normalize();
        if (Files.isRegularFile(file) && !files.contains(file)) {
          throw new IllegalArgumentException(
              "the command names \"" + word + "\", which \"files\" leaves out");
        }
      }
    }
  }
}
