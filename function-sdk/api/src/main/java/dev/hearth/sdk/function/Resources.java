package dev.hearth.sdk.function;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one worker needs of its node.
 *
 * {@snippet file="dev/hearth/sdk/snippets/WishesSnippet.java" region="function"}
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Resources {
  /** CPU threads. */
  int cpus() default 1;

  /** Memory of the process in MiB, heap and native together. */
  int memoryMiB() default 512;

  /**
   * Whether the function uses {@code hearth-kernels}. The node then puts it on the worker's class
   * path and switches the Vector API on; the function's project depends on it with the scope {@code
   * provided} and never packs it.
   */
  boolean kernels() default false;

  /**
   * The devices that the function can run on, at least one. A worker gets CUDA where both the node
   * and the function have it, else CPU; {@link Setup#device()} says which it was. A function that
   * doesn't name CPU is refused by nodes without a GPU.
   */
  Device.Kind[] devices() default {Device.Kind.CPU};

  /** Least memory of the GPU in MiB, of which other workers use some too; 0 for any. */
  int gpuMemoryMiB() default 0;

  /**
   * Words of which one stands in the GPU's name, such as {@code H100}; any GPU if none is given. On
   * a node whose GPU is another, the function runs on the CPU if it can, else it is refused.
   */
  String[] gpus() default {};
}
