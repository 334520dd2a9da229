/** Tests of the package {@code usage}. */
@NullMarked
package dev.hearth.marketplace.usage;

import org.jspecify.annotations.NullMarked;
