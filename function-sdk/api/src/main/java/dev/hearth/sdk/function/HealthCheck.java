package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a function that overrides {@link FunctionShape#checkHealth} is asked whether it still works.
 * A worker that runs calls isn't asked. One whose check doesn't end in time is killed; one whose
 * checks fail so often in a row gets no more calls and is drained. Another takes its place.
 *
 * {@snippet file="dev/hearth/sdk/snippets/AdaptersSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface HealthCheck {
  /** Seconds from the end of set-up during which a worker isn't asked, at most 3,600. */
  int startPeriodSeconds() default 30;

  /** Seconds that a check may take, 1 to 60. */
  int timeoutSeconds() default 5;

  /** Failed checks in a row after which a worker is replaced, 1 to 100. */
  int failureThreshold() default 3;

  /**
   * Whether a worker without calls is asked again and again, every 15 seconds unless the
   * installation has it otherwise. If not, it is asked after a call that failed with an internal
   * error, and again and again only until a check succeeds.
   */
  boolean callRegularly() default true;
}
