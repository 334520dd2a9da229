/** Tests of the no-op. */
@NullMarked
package dev.hearth.examples.noop;

import org.jspecify.annotations.NullMarked;
