package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonNull;
import dev.hearth.sdk.json.Json.JsonNumber;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Media;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes an input's JSON of Java values. Local files anywhere inside are uploaded and replaced by
 * their URLs, as fal's clients do.
 */
final class InputWriter {
  private final Function<InputFile, URI> uploads;

  InputWriter(Function<InputFile, URI> uploads) {
    this.uploads = uploads;
  }

  /** The input of a function, which is always an object. */
  JsonObject write(Object input) {
    if (value(input) instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException(
        "an input is a record, a Map or a JsonObject, not " + input.getClass().getName());
  }

  private Json value(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case Json json -> json;
      case String text -> Json.of(text);
      case Boolean truth -> Json.of(truth);
      case Number number -> number(number);
      case Enum<?> constant -> Json.of(EnumNames.of(constant));
      case Path path -> url(InputFile.of(path));
      case InputFile file -> url(file);
      case URI uri -> Json.of(uri.toString());
      case Media media -> media(media);
      case Optional<?> optional -> value(optional.orElse(null));
      case Map<?, ?> map -> map(map);
      case Collection<?> elements -> list(elements);
      case Record record -> record(record);
      default ->
          throw new IllegalArgumentException(
              value.getClass().getName()
                  + " has no JSON form; use records, maps, lists, numbers, text or files");
    };
  }

  private static Json number(Number number) {
    return switch (number) {
      case Double real -> Json.of(real);
      // By its shortest decimal form: 0.1f is 0.1 and not 0.10000000149011612.
      case Float real -> Json.of(Double.parseDouble(real.toString()));
      case BigDecimal decimal -> new JsonNumber(decimal);
      case BigInteger whole -> new JsonNumber(new BigDecimal(whole));
      case Long _, Integer _, Short _, Byte _ -> Json.of(number.longValue());
      default -> new JsonNumber(new BigDecimal(number.toString()));
    };
  }

  private Json url(InputFile file) {
    return Json.of(uploads.apply(file).toString());
  }

  /** As a function's output of one call may be the input of the next. */
  private Json media(Media media) {
    return media.url().startsWith("file:")
        ? url(InputFile.of(media.path(), media.contentType()))
        : Json.of(media.url());
  }

  private Json map(Map<?, ?> map) {
    var object = JsonObject.builder();
    map.forEach((name, value) -> object.put(String.valueOf(name), value(value)));
    return object.build();
  }

  private Json list(Collection<?> elements) {
    var array = new ArrayList<Json>(elements.size());
    for (Object element : elements) {
      array.add(value(element));
    }
    return new JsonArray(array);
  }

  /** What has no value is left out, so that the function's defaults hold. */
  private Json record(Record record) {
    var object = JsonObject.builder();
    for (var component : RecordShape.of(record.getClass()).components()) {
      Json value = value(component.valueIn(record));
      if (!(value instanceof JsonNull)) {
        object.put(component.wireName(), value);
      }
    }
    return object.build();
  }
}
