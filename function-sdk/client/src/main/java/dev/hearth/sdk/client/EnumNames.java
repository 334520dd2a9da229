package dev.hearth.sdk.client;

import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.schema.SnakeCase;
import dev.hearth.sdk.schema.WireName;
import java.util.Arrays;

/** The constants of enums under their names on the wire. */
final class EnumNames {
  private EnumNames() {}

  static String of(Enum<?> constant) {
    try {
      WireName given =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(WireName.class);
      return given == null ? SnakeCase.ofConstant(constant.name()) : given.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("every constant is a field: " + constant, e);
    }
  }

  static Object read(Class<?> type, String name) {
    Object[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> of((Enum<?>) constant).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new JsonException(
                    "expected one of %s, found \"%s\""
                        .formatted(
                            Arrays.stream(constants).map(each -> of((Enum<?>) each)).toList(),
                            name)));
  }
}
