package @package@;

import dev.hearth.sdk.media.Image;

/** The pattern. */
record @Class@Output(Image image) {}
