/** HTTP/1.1 load from one thread, so that measuring costs little of the machine. */
@NullMarked
package dev.hearth.bench.load;

import org.jspecify.annotations.NullMarked;
