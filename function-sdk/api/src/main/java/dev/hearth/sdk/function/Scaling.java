package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many workers the creator wishes for, and for how long. An installation has bounds of its own
 * and goes no further.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Scaling {
  /** Seconds that a worker without calls stays, at most a day; -1 for the installation's own. */
  int keepAliveSeconds() default -1;

  /** Workers that stay without calls while the node has room for them, at most 1,000. */
  int minWorkers() default 0;

  /** Most workers of a node, at most 1,000; 0 for the installation's own. */
  int maxWorkers() default 0;
}
