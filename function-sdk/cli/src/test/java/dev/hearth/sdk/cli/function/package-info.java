/** Tests of the package {@code function}. */
@NullMarked
package dev.hearth.sdk.cli.function;

import org.jspecify.annotations.NullMarked;
