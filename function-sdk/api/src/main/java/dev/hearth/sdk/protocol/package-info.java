/** Frames between a node and its workers. */
@NullMarked
package dev.hearth.sdk.protocol;

import org.jspecify.annotations.NullMarked;
