package dev.hearth.sdk.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a field that the caller leaves out.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="fields"}
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Default {
  /** JSON; text of a string field or the wire name of an enum constant stands without quotes. */
  String value();
}
