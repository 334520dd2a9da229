package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The unit that calls are billed by and the most that one call can consume. On an {@link
 * Endpoint}'s method: its own bound, in the function's unit.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.SOURCE)
public @interface Billing {
  /** The billing unit. */
  BillingUnit unit() default BillingUnit.REQUEST;

  /** Cap of one call in whole units; a call that would exceed it is refused. */
  int maxUnits() default 1;

  /**
   * Wire name of the input picture whose size gives a closer bound: its pixels times the square of
   * {@link #boundFactor}. Only for {@link BillingUnit#MEGAPIXEL}; empty for none.
   */
  String boundMedia() default "";

  /** Wire name of the whole-number input field that scales each side of {@link #boundMedia}. */
  String boundFactor() default "";

  /**
   * Wire name of the input field that gives a closer bound: the characters of a text, as code
   * points, or the value of a number, times {@link #boundMicroUnits}. A call never consumes more
   * than that, nor more than {@link #maxUnits}. Not for {@link BillingUnit#REQUEST}; empty for
   * none.
   */
  String boundField() default "";

  /** Millionths of the unit for each character, or each 1, of {@link #boundField}. */
  long boundMicroUnits() default 0;
}
