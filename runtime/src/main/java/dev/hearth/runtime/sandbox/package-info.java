/** Starts worker processes that can reach nothing but their own function, media and socket. */
@NullMarked
package dev.hearth.runtime.sandbox;

import org.jspecify.annotations.NullMarked;
