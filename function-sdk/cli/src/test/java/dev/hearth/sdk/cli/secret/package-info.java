/** Tests of the package {@code secret}. */
@NullMarked
package dev.hearth.sdk.cli.secret;

import org.jspecify.annotations.NullMarked;
