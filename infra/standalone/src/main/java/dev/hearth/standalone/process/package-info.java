/** Child processes: how they start, what they log, how they end, and starting them again. */
@NullMarked
package dev.hearth.standalone.process;

import org.jspecify.annotations.NullMarked;
