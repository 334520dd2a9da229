/** Ships usage events to the marketplace. */
@NullMarked
package dev.hearth.runtime.usage;

import org.jspecify.annotations.NullMarked;
