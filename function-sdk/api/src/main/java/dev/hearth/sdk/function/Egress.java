package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Hosts that workers may connect to; without it there is no network.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Egress {
  /**
   * Up to 64 hosts, as {@code name} or {@code name:port}, the port 443 where none is said; {@code
   * *.name} for all names below one.
   */
  String[] value();
}
