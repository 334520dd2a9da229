package dev.hearth.examples.upscale;

import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.WireName;
import java.util.List;

/** The choice of network as the caller sees it. */
public enum Model {
  @WireName("auto")
  @Description("anime4k for scale 2, animevideo for scale 4.")
  AUTO,
  @WireName("anime4k")
  @Description("Anime4K-L: fast and faithful. Scale 4 runs it twice.")
  ANIME4K,
  @WireName("animevideo")
  @Description(
      "realesr-animevideov3: also removes noise and compression blocks. Scale 2 halves its fourfold"
          + " result.")
  ANIMEVIDEO,
  @WireName("esrgan")
  @Description("ESRGAN-slim: for photographs. One network for each scale.")
  ESRGAN;

  /**
   * What to run, in order, so that a picture grows by {@code scale} in each direction.
   *
   * @param scale 2 or 4
   */
  List<Pass> passes(int scale) {
    return switch (this) {
      case AUTO -> (scale == 2 ? ANIME4K : ANIMEVIDEO).passes(scale);
      case ANIME4K -> {
        var once = new Pass(Weights.ANIME4K_L, 1);
        yield scale == 2 ? List.of(once) : List.of(once, once);
      }
      case ANIMEVIDEO -> List.of(new Pass(Weights.REALESR_ANIMEVIDEO, 4 / scale));
      case ESRGAN ->
          List.of(new Pass(scale == 2 ? Weights.ESRGAN_SLIM_X2 : Weights.ESRGAN_SLIM_X4, 1));
    };
  }
}
