package dev.hearth.sdk.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field that tells the records of a sealed interface apart, where it isn't {@code type}. Its
 * value is the record's name in snake case, or what {@link WireName} on the record says.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="union"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Discriminator {
  /** The field's name on the wire. */
  String value();
}
