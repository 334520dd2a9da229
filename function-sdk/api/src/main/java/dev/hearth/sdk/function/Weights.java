package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the function says of the files below {@code weights/NAME/}. A version whose files are others
 * is refused when it is deployed, and the function's page shows licence and source.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
@Repeatable(Weights.Sets.class)
public @interface Weights {
  /** The folder's name; {@link Setup#weights} takes it. */
  String name();

  /** All files of the folder, as paths below it; left out, it may hold any, but not none. */
  String[] files() default {};

  /**
   * Digest of the set, 64 hexadecimal digits, or empty: the blob digest of a text that has, for
   * each file in order of path, a line of the file's blob digest, two spaces and its path. A deploy
   * with another digest here says the right one.
   */
  String digest() default "";

  /** What people may do with them, best as an SPDX identifier such as {@code Apache-2.0}. */
  String licence() default "";

  /** Where they come from: an http or https URL. */
  String source() default "";

  /** Holds several sets. */
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.SOURCE)
  @interface Sets {
    /** The sets in order. */
    Weights[] value();
  }
}
