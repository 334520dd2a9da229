package dev.hearth.examples.texttoimage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which adapters a picture takes, and how strongly.
 *
 * @param scales of those that count
 */
record Blend(Map<Style, Double> scales) {
  /** The network's own style. */
  static final Blend NONE = of(List.of());

  Blend {
    scales = Collections.unmodifiableMap(scales);
  }

  /** What a call asks for. An adapter that it names twice counts with the sum. */
  static Blend of(List<LoraWeight> loras) {
    var scales = new EnumMap<Style, Double>(Style.class);
    loras.forEach(lora -> scales.merge(lora.path(), lora.scale(), Double::sum));
    scales.values().removeIf(scale -> scale == 0);
    return new Blend(scales);
  }
}
