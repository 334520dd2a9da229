package @package@;

import dev.hearth.sdk.media.Image;

/** The picture. */
record @Class@Output(Image image) {}
