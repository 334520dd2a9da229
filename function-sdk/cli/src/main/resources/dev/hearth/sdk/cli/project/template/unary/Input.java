package @package@;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Matches;
import dev.hearth.sdk.schema.Range;

/** Which picture to draw. */
record @Class@Input(
    @Description("Colour at the top.") @Matches("#[0-9a-fA-F]{6}") @Default("#1a2a6c") String top,
    @Description("Colour at the bottom.") @Matches("#[0-9a-fA-F]{6}") @Default("#fdbb2d")
        String bottom,
    @Description("Pixels across.") @Range(min = 16, max = 2048) @Default("512") int width,
    @Description("Pixels down.") @Range(min = 16, max = 2048) @Default("512") int height) {}
