package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;

/** How large a picture is to be: one of fal's names, or pixels within this function's limits. */
public sealed interface PictureSize {
  /** Pixels across. */
  int width();

  /** Pixels down. */
  int height();

  /** Sizes with a name. */
  enum Preset implements PictureSize {
    SQUARE_HD(1024, 1024),
    SQUARE(512, 512),
    PORTRAIT_4_3(768, 1024),
    PORTRAIT_16_9(576, 1024),
    LANDSCAPE_4_3(1024, 768),
    LANDSCAPE_16_9(1024, 576);

    private final int width;
    private final int height;

    Preset(int width, int height) {
      this.width = width;
      this.height = height;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }
  }

  /** A size in pixels. */
  record Custom(
      @Description("The width of the generated image.") @Range(min = 64, max = 1024) @Default("512")
          int width,
      @Description("The height of the generated image.")
          @Range(min = 64, max = 1024)
          @Default("512")
          int height)
      implements PictureSize {}
}
