/** The node's cache of blobs: verified once, mapped by all workers, evicted by cost and use. */
@NullMarked
package dev.hearth.coldstart.cache;

import org.jspecify.annotations.NullMarked;
