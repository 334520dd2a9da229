/** Tests of the package {@code completion}. */
@NullMarked
package dev.hearth.sdk.cli.completion;

import org.jspecify.annotations.NullMarked;
