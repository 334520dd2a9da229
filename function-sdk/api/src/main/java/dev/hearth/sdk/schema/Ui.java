package dev.hearth.sdk.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a form shows a field; callers' inputs don't depend on it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="fields"}
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Ui {
  /**
   * The control, as {@code ui.field} in the schema: {@code textarea} for text of several lines,
   * {@code text} for one line, or a word that your own forms know. Empty for what the type
   * suggests; media name their kind by themselves.
   */
  String field() default "";

  /** Whether the field belongs to the few that a form shows first, as {@code ui.important}. */
  boolean important() default false;
}
