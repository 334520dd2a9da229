/** What the platform itself costs per call. */
@NullMarked
package dev.hearth.bench.overhead;

import org.jspecify.annotations.NullMarked;
