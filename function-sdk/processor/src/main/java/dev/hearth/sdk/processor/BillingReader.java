package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.processor.ValueType.MediaKind;
import org.jspecify.annotations.Nullable;

/** Reads how calls of an endpoint are billed and checks it against the endpoint's input. */
final class BillingReader {
  private static final long MICRO_UNITS = 1_000_000;

  private final Entrance entrance;

  BillingReader(Entrance entrance) {
    this.entrance = entrance;
  }

  /** What stands on the endpoint; null where nothing does. */
  Descriptor.@Nullable Bill read() {
    Billing billing = entrance.place().getAnnotation(Billing.class);
    if (billing == null) {
      return null;
    }
    check(billing);
    try {
      return new Descriptor.Bill(
          billing.unit(),
          billing.maxUnits() * MICRO_UNITS,
          billing.boundMedia(),
          billing.boundFactor(),
          billing.boundField(),
          billing.boundMicroUnits());
    } catch (IllegalArgumentException e) {
      throw rejection(String.valueOf(e.getMessage()));
    }
  }

  private void check(Billing billing) {
    if (!billing.boundMedia().isEmpty()) {
      demand(billing.unit() == BillingUnit.MEGAPIXEL, "boundMedia is for MEGAPIXEL only");
      demand(
          Field.of(entrance, billing.boundMedia(), Billing.class).type()
                  instanceof ValueType.MediaFile(MediaKind kind)
              && kind == MediaKind.IMAGE,
          "boundMedia \"" + billing.boundMedia() + "\" isn't an image");
    }
    if (!billing.boundFactor().isEmpty()) {
      demand(!billing.boundMedia().isEmpty(), "boundFactor needs boundMedia");
      demand(
          Field.of(entrance, billing.boundFactor(), Billing.class).type()
              instanceof ValueType.Whole,
          "boundFactor \"" + billing.boundFactor() + "\" isn't a whole number");
    }
    if (!billing.boundField().isEmpty()) {
      demand(
          isMeasurable(Field.of(entrance, billing.boundField(), Billing.class).type()),
          "boundField \"" + billing.boundField() + "\" is neither a text nor a number");
    }
  }

  private static boolean isMeasurable(ValueType type) {
    return type instanceof ValueType.Text
        || type instanceof ValueType.Whole
        || type instanceof ValueType.Real;
  }

  private void demand(boolean holds, String message) {
    if (!holds) {
      throw rejection(message);
    }
  }

  private Rejection rejection(String message) {
    return new Rejection(entrance.place(), Billing.class, message);
  }
}
