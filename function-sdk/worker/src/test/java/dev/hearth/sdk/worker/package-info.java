/** Plays the node against real worker processes. */
@NullMarked
package dev.hearth.sdk.worker;

import org.jspecify.annotations.NullMarked;
