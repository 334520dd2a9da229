/** Tests of the package {@code table}. */
@NullMarked
package dev.hearth.sdk.cli.table;

import org.jspecify.annotations.NullMarked;
