package dev.hearth.sdk.compat;

import java.util.Locale;

/**
 * Which way values go; of an input the new schema has to be the wider one, of an output the old.
 */
enum Side {
  INPUT,
  OUTPUT;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
