/** Tests of pools with real workers in real sandboxes. */
@NullMarked
package dev.hearth.runtime.pool;

import org.jspecify.annotations.NullMarked;
