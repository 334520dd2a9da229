package dev.hearth.marketplace.function;

import java.util.Locale;

/** What the catalog makes of a function. */
public enum Visibility {
  /** Its owner alone sees and calls it. */
  PRIVATE,
  /** Whoever has its id sees and calls it. */
  UNLISTED,
  /** Its owner asked for a listing; an admin hasn't decided. */
  SUBMITTED,
  /** Everyone finds, sees and calls it. */
  LISTED,
  /** An admin refused the listing, with a reason. */
  REJECTED;

  /** The word in the API and the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The visibility of that word. */
  public static Visibility of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
