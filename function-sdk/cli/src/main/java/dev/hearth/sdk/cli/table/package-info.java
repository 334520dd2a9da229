/** Rows for people. */
@NullMarked
package dev.hearth.sdk.cli.table;

import org.jspecify.annotations.NullMarked;
