/** Tests of the package {@code workers}. */
@NullMarked
package dev.hearth.sdk.cli.workers;

import org.jspecify.annotations.NullMarked;
