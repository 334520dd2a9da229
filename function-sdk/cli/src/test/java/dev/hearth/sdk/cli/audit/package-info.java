/** Tests of the package {@code audit}. */
@NullMarked
package dev.hearth.sdk.cli.audit;

import org.jspecify.annotations.NullMarked;
