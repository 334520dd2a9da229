/** Processes of an installation and the CPU they use. */
@NullMarked
package dev.hearth.bench.machine;

import org.jspecify.annotations.NullMarked;
