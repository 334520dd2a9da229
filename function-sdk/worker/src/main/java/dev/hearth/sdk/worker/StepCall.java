package dev.hearth.sdk.worker;

import org.jspecify.annotations.Nullable;

/**
 * A call of an iterative function after its {@code begin}.
 *
 * @param key calls of equal key may share a step
 */
record StepCall<S>(LiveCall call, S state, String key) {
  /** By identity: two states may well be equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StepCall<?> same && call == same.call;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(call.id());
  }
}
