/** Requests in PostgreSQL: accepted, run, ended exactly once. */
@NullMarked
package dev.hearth.runtime.queue;

import org.jspecify.annotations.NullMarked;
