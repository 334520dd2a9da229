package @package@;

import dev.hearth.sdk.schema.Default;
import dev.hearth.sdk.schema.Description;
import dev.hearth.sdk.schema.Range;

/** How the pattern grows. */
record @Class@Input(
    @Description("Pixels of each side.") @Range(min = 32, max = 512) @Default("128") int size,
    @Description("Steps; more let it grow further.") @Range(min = 1, max = 200) @Default("40")
        int steps,
    @Description("Where it begins; the same seed gives the same pattern.") @Default("1")
        long seed) {}
