package dev.hearth.sdk.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds of input media, also of each in a list or map. The node checks them once it has the file,
 * before the function runs; sides are read from the picture's header, for pictures only. Stands in
 * the schema as fal's {@code x-fal}. 0 means no bound.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="media"}
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.CLASS)
public @interface MediaSize {
  /** Largest file in bytes. */
  long maxBytes() default 0;

  /** Fewest pixels across. */
  int minWidth() default 0;

  /** Fewest pixels down. */
  int minHeight() default 0;

  /** Most pixels across. */
  int maxWidth() default 0;

  /** Most pixels down. */
  int maxHeight() default 0;

  /** Most that the longer side may be of the shorter one, at least 1. */
  double maxAspectRatio() default 0;
}
