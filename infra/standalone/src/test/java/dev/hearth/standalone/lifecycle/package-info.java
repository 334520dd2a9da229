/** The commands up and down, as processes. */
@NullMarked
package dev.hearth.standalone.lifecycle;

import org.jspecify.annotations.NullMarked;
