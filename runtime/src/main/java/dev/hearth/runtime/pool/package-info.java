/**
 * Keeps workers of each function version warm and runs calls on them, batched where they may be.
 */
@NullMarked
package dev.hearth.runtime.pool;

import org.jspecify.annotations.NullMarked;
