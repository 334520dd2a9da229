package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names of the owner's secrets that workers are given; {@link Setup#secret} reads them. They are
 * never part of a version, a log or a descriptor.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Secrets {
  /** Up to 64 names: 1 to 64 of {@code A-Z 0-9 _}, beginning with a letter. */
  String[] value();
}
