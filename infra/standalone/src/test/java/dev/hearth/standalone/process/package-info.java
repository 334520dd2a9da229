/** Children, their logs and their ends, with real processes. */
@NullMarked
package dev.hearth.standalone.process;

import org.jspecify.annotations.NullMarked;
