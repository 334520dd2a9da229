package dev.hearth.sdk.processor;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A Java type that has a JSON form. */
sealed interface ValueType {

  /** {@code String}. */
  record Text() implements ValueType {}

  /** {@code boolean}. */
  record Truth() implements ValueType {}

  /** {@code long} if wide, else {@code int}. */
  record Whole(boolean wide) implements ValueType {}

  /** {@code float} if single, else {@code double}. */
  record Real(boolean single) implements ValueType {}

  /** {@code JsonObject} if it must be an object, else any {@code Json}. */
  record AnyJson(boolean object) implements ValueType {}

  /** A picture, video, sound or file. */
  record MediaFile(MediaKind kind) implements ValueType {}

  /** An enum; {@code name} is its qualified Java name. */
  record Choice(String name, List<Constant> constants) implements ValueType {
    List<String> wireNames() {
      return constants.stream().map(Constant::wireName).toList();
    }
  }

  /** A list. */
  record ListOf(ValueType element) implements ValueType {}

  /** A map whose keys are strings. */
  record MapOf(ValueType value) implements ValueType {}

  /**
   * A sealed interface; {@code name} is its qualified Java name, {@code description} may be empty.
   *
   * @param tag the field that tells the records apart; empty where there is one beside an enum
   * @param words the enum among its forms, if there is one
   */
  record Union(
      String name, String description, String tag, List<Variant> variants, @Nullable Choice words)
      implements ValueType {
    /** Whether a string stands for a constant of the enum. */
    boolean hasWord(String word) {
      return words != null && words.wireNames().contains(word);
    }
  }

  /** A record of a union, and what the union's tag says for it. */
  record Variant(String tag, Fields fields) {}

  /** A record; {@code name} is its qualified Java name, {@code description} may be empty. */
  record Fields(String name, String title, String description, List<Field> fields)
      implements ValueType {}

  /** One constant of an enum. */
  record Constant(String name, String wireName) {}

  /** The media types of the API. */
  enum MediaKind {
    IMAGE("Image"),
    VIDEO("Video"),
    AUDIO("Audio"),
    FILE("FileRef");

    private final String simpleName;

    MediaKind(String simpleName) {
      this.simpleName = simpleName;
    }

    /** The qualified Java name. */
    String javaName() {
      return "dev.hearth.sdk.media." + simpleName;
    }

    /** The word in schemas and the name of the method of {@code MediaCodec}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether media may stand anywhere in a value. */
  default boolean holdsMedia() {
    return switch (this) {
      case Text _, Truth _, Whole _, Real _, AnyJson _, Choice _ -> false;
      case MediaFile _ -> true;
      case ListOf(ValueType element) -> element.holdsMedia();
      case MapOf(ValueType value) -> value.holdsMedia();
      case Union union -> union.variants().stream().anyMatch(v -> v.fields().holdsMedia());
      case Fields fields -> fields.fields().stream().anyMatch(field -> field.type().holdsMedia());
    };
  }

  /** The Java type as a type argument. */
  default String boxedName() {
    return switch (this) {
      case Text _ -> "java.lang.String";
      case Truth _ -> "java.lang.Boolean";
      case Whole(boolean wide) -> wide ? "java.lang.Long" : "java.lang.Integer";
      case Real(boolean single) -> single ? "java.lang.Float" : "java.lang.Double";
      case AnyJson(boolean object) -> "dev.hearth.sdk.json.Json" + (object ? ".JsonObject" : "");
      case MediaFile(MediaKind kind) -> kind.javaName();
      case Choice choice -> choice.name();
      case ListOf(ValueType element) -> "java.util.List<" + element.boxedName() + ">";
      case MapOf(ValueType value) -> "java.util.Map<java.lang.String, " + value.boxedName() + ">";
      case Union union -> union.name();
      case Fields fields -> fields.name();
    };
  }
}
