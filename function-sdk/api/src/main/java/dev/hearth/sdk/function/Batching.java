package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How calls of a {@link BatchFunction} or an {@link IterativeFunction} are grouped.
 *
 * {@snippet file="dev/hearth/sdk/snippets/BatchSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Batching {
  /** Most calls in one batch. */
  int maxSize();

  /** Wire names of the input fields that must be equal within a batch. */
  String[] key() default {};
}
