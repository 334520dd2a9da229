package dev.hearth.sdk.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells people what a field or type is; stands in its schema.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="fields"}
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface Description {
  /** One or two sentences. */
  String value();
}
