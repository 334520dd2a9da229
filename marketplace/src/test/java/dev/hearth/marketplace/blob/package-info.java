/** Tests of the package {@code blob}. */
@NullMarked
package dev.hearth.marketplace.blob;

import org.jspecify.annotations.NullMarked;
