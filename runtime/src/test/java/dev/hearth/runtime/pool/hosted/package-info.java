/** A function for the real worker harness. */
@NullMarked
package dev.hearth.runtime.pool.hosted;

import org.jspecify.annotations.NullMarked;
