package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one class of a project that is its function.
 *
 * {@snippet file="dev/hearth/sdk/snippets/UnarySnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface HearthFunction {
  /** Name within the account: 1 to 63 of {@code a-z 0-9 -}, beginning with a letter. */
  String name();

  /** Title for people. */
  String title();

  /** One or two sentences for the catalog. */
  String summary();

  /** The catalog's category, e.g. {@code image-to-image}. */
  String category();

  /** Calls that one worker runs at once; for unary functions only. */
  int concurrency() default 1;

  /** Longest time a call may run, in seconds. */
  int timeoutSeconds() default 300;
}
