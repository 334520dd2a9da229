package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What one worker needs of its node. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Resources {
  /** CPU threads. */
  int cpus() default 1;

  /** Memory of the process in MiB, heap and native together. */
  int memoryMiB() default 512;
}
