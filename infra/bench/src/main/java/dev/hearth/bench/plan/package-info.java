/** What a benchmark is and how it is asked to run. */
@NullMarked
package dev.hearth.bench.plan;

import org.jspecify.annotations.NullMarked;
