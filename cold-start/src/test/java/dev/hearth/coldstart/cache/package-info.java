/** Tries to break the blob cache. */
@NullMarked
package dev.hearth.coldstart.cache;

import org.jspecify.annotations.NullMarked;
