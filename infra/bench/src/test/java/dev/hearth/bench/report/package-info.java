/** Tests. */
@NullMarked
package dev.hearth.bench.report;

import org.jspecify.annotations.NullMarked;
