/** One call from valid input to stored result, with retries. */
@NullMarked
package dev.hearth.runtime.call;

import org.jspecify.annotations.NullMarked;
