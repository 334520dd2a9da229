/** The smallest function: it answers with its input. */
@NullMarked
package dev.hearth.examples.noop;

import org.jspecify.annotations.NullMarked;
