package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaCodec;
import dev.hearth.sdk.media.Video;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java values of an output's JSON. Members that a record doesn't name are passed over, so
 * that functions may add some; members that it names must be there, unless their type is {@code
 * Optional}, a list, a map or {@code @Nullable}.
 */
final class OutputReader {
  private static final Map<Class<?>, Function<Json, Object>> LEAVES =
      Map.ofEntries(
          leaf(String.class, Json::asString),
          leaf(boolean.class, Json::asBoolean),
          leaf(Boolean.class, Json::asBoolean),
          leaf(int.class, Json::asInt),
          leaf(Integer.class, Json::asInt),
          leaf(long.class, Json::asLong),
          leaf(Long.class, Json::asLong),
          leaf(double.class, Json::asDouble),
          leaf(Double.class, Json::asDouble),
          leaf(float.class, json -> (float) json.asDouble()),
          leaf(Float.class, json -> (float) json.asDouble()),
          leaf(BigDecimal.class, OutputReader::decimal),
          leaf(URI.class, OutputReader::uri),
          leaf(Json.class, json -> json),
          leaf(JsonObject.class, Json::asObject),
          leaf(Image.class, json -> MediaCodec.image(media(json))),
          leaf(Video.class, json -> MediaCodec.video(media(json))),
          leaf(Audio.class, json -> MediaCodec.audio(media(json))),
          leaf(FileRef.class, json -> MediaCodec.file(media(json))));

  private OutputReader() {}

  private static Map.Entry<Class<?>, Function<Json, Object>> leaf(
      Class<?> type, Function<Json, Object> read) {
    return Map.entry(type, read);
  }

  /** The output as that type; a {@link JsonException} says where it isn't. */
  static <O> O read(Json json, Class<O> type) {
    @SuppressWarnings("unchecked") // of a class, value gives its instances
    O output = (O) value(json, type);
    return output;
  }

  /** Refuses a type that no output can be read as, before a call is made for it. */
  static void require(Class<?> type) {
    if (!type.isRecord() && type != Json.class && type != JsonObject.class) {
      throw new IllegalArgumentException(
          "an output is read as a record, Json or JsonObject, not as " + type.getName());
    }
  }

  private static Object value(Json json, Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(json, generic);
    }
    if (type instanceof Class<?> plain) {
      Function<Json, Object> leaf = LEAVES.get(plain);
      if (leaf != null) {
        return leaf.apply(json);
      }
      if (plain.isRecord()) {
        return record(json.asObject(), RecordShape.of(plain));
      }
      if (plain.isEnum()) {
        return EnumNames.read(plain, json.asString());
      }
    }
    throw unsupported(type);
  }

  private static IllegalArgumentException unsupported(Type type) {
    return new IllegalArgumentException("an output can't be read as " + type.getTypeName());
  }

  private static Object generic(Json json, ParameterizedType type) {
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (type.getRawType() == List.class) {
      return list(json, last);
    }
    if (type.getRawType() == Map.class && type.getActualTypeArguments()[0] == String.class) {
      return map(json.asObject(), last);
    }
    if (type.getRawType() == Optional.class) {
      return json instanceof JsonNull ? Optional.empty() : Optional.of(value(json, last));
    }
    throw unsupported(type);
  }

  private static List<Object> list(Json json, Type of) {
    var list = new ArrayList<Object>();
    for (Json element : json.asArray()) {
      int index = list.size();
      list.add(at("[" + index + "]", () -> value(element, of)));
    }
    return List.copyOf(list);
  }

  private static Map<String, Object> map(JsonObject object, Type of) {
    var map = new LinkedHashMap<String, Object>();
    object
        .members()
        .forEach((name, member) -> map.put(name, at("." + name, () -> value(member, of))));
    return Collections.unmodifiableMap(map);
  }

  private static Object record(JsonObject object, RecordShape shape) {
    var values = new ArrayList<@Nullable Object>();
    for (var component : shape.components()) {
      Optional<Json> member = object.get(component.wireName());
      values.add(
          member.isPresent()
              ? at("." + component.wireName(), () -> value(member.get(), component.type()))
              : absent(component));
    }
    return shape.make(values);
  }

  private static @Nullable Object absent(RecordShape.Component component) {
    if (component.nullable()) {
      return null;
    }
    Object raw =
        component.type() instanceof ParameterizedType generic ? generic.getRawType() : "other";
    if (raw == Optional.class) {
      return Optional.empty();
    }
    if (raw == List.class) {
      return List.of();
    }
    if (raw == Map.class) {
      return Map.of();
    }
    throw new JsonException("missing member \"" + component.wireName() + "\"");
  }

  /** Says in the message where the fault is. */
  private static Object at(String step, Supplier<Object> read) {
    try {
      return read.get();
    } catch (JsonException e) {
      throw new JsonException(step + ": " + e.getMessage(), e);
    }
  }

  private static Object decimal(Json json) {
    if (json instanceof JsonNumber number) {
      return number.value();
    }
    throw new JsonException("expected a number, found " + json.kind());
  }

  private static Object uri(Json json) {
    try {
      return URI.create(json.asString());
    } catch (IllegalArgumentException e) {
      throw new JsonException("expected a URL", e);
    }
  }

  /** fal's functions write a file as an object or as its bare URL. */
  private static Json media(Json json) {
    return json instanceof JsonString(var url)
        ? JsonObject.builder().put("url", url).build()
        : json;
  }
}
