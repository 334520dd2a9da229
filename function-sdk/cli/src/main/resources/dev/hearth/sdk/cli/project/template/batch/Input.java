package @package@;

import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;

/** Which picture to look at. */
record @Class@Input(
    @Description("A PNG, JPEG or GIF picture.") Image imageUrl,
    @Description("How many colours to name.") @Range(min = 1, max = 16) @Default("4")
        int colours) {}
