/** What stands between a request and a worker that is ready for it. */
@NullMarked
package dev.hearth.bench.coldstart;

import org.jspecify.annotations.NullMarked;
