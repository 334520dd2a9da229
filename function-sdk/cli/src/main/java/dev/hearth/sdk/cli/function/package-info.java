/** What is known of functions, and what changes them. */
@NullMarked
package dev.hearth.sdk.cli.function;

import org.jspecify.annotations.NullMarked;
