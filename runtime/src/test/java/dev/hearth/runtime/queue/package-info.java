/** Tests of the promises that requests are kept, ended once and charged once. */
@NullMarked
package dev.hearth.runtime.queue;

import org.jspecify.annotations.NullMarked;
