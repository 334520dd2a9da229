package dev.hearth.sdk.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Announces that a field will go; its schema says {@code deprecated}. A later version may leave an
 * input field out that was announced so, without breaking its callers by what deploying checks. Let
 * the field be optional, and its {@link Description} say what to write instead. (Java's own {@code
 * Deprecated} has no effect on record components.)
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="fields"}
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface Obsolete {}
