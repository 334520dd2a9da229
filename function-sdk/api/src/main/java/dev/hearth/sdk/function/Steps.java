package dev.hearth.sdk.function;

/**
 * The state of an iterative call: how far it is. Read on the function's thread, before and after
 * each step.
 *
 * {@snippet file="dev/hearth/sdk/snippets/IterativeSnippet.java" region="function"}
 */
public interface Steps {
  /** Steps done so far, from 0. */
  int stepsDone();

  /** Steps in all; the call is finished when {@link #stepsDone} reaches it. */
  int stepsTotal();
}
