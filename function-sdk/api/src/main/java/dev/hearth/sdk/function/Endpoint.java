package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A further endpoint of a function: a public method that takes an input of its own, and shares what
 * the function has set up. Its signature is that of the function's shape, under any name:
 *
 * <ul>
 *   <li>unary: {@code O run(I input, Call call)};
 *   <li>batch: {@code List<O> run(List<I> inputs, List<Call> calls)};
 *   <li>iterative: {@code S begin(I input, Call call)}; its calls take part in the same steps as
 *       all others, and end with the function's {@code finish}.
 * </ul>
 *
 * <p>{@link Billing} on the method gives it a bound of its own, in the function's unit; {@link
 * Example} on it shows it at work.
 *
 * {@snippet file="dev/hearth/sdk/snippets/IterativeSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Endpoint {
  /**
   * The path below the function's own: a slash and 1 to 64 of {@code a-z 0-9 . _ -}, up to four
   * times, such as {@code /edit}. Callers write {@code owner/name/edit}. No segment is {@code
   * requests}, and the last is neither {@code stream} nor {@code realtime}: URLs that have those
   * mean something else.
   */
  String value();
}
