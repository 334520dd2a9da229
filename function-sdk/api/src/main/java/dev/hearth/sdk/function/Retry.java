package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What happens to a call whose worker dies; without it, such a call is begun once again.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Retry {
  /**
   * How often a call is begun at most, 1 to 10; 1 for a function whose calls must not be repeated.
   * The installation has a bound of its own. Only deaths of the worker count: what the function
   * answers, an error too, is never tried again.
   */
  int attempts();
}
