package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An input that shows the function, or one of its endpoints, at work: the catalog offers it and
 * evaluation runs it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/UnarySnippet.java" region="function"}
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.SOURCE)
@Repeatable(Example.Examples.class)
public @interface Example {
  /** The input, a JSON object that the input schema accepts. */
  String value();

  /** Holds several examples. */
  @Documented
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.SOURCE)
  @interface Examples {
    /** The examples in order. */
    Example[] value();
  }
}
