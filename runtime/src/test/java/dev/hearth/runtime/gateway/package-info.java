/** Tests of the package {@code gateway}. */
@NullMarked
package dev.hearth.runtime.gateway;

import org.jspecify.annotations.NullMarked;
