/** Completion of words in shells. */
@NullMarked
package dev.hearth.sdk.cli.completion;

import org.jspecify.annotations.NullMarked;
