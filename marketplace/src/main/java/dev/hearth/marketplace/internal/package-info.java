/** What runtime nodes ask of the marketplace, on a port of its own. */
@NullMarked
package dev.hearth.marketplace.internal;

import org.jspecify.annotations.NullMarked;
