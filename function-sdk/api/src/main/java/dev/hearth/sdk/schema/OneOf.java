package dev.hearth.sdk.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The only whole numbers a field may have.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="fields"}
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface OneOf {
  /** The numbers, in the order in which forms show them. */
  long[] value();
}
