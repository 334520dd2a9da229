/** A worker whose calls say what it is to do, good or bad. */
@NullMarked
package dev.hearth.runtime.pool.scripted;

import org.jspecify.annotations.NullMarked;
