package dev.hearth.sdk.worker;

import dev.hearth.sdk.function.Steps;
import org.jspecify.annotations.Nullable;

/**
 * A call of an iterative function after its {@code begin}.
 *
 * @param entrance the endpoint that it came by
 * @param key calls of equal key may share a step
 */
record StepCall<S extends Steps>(
    StepEntrance<?, S, ?> entrance, LiveCall call, S state, String key) {
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
