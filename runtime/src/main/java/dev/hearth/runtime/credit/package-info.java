/** Holds on callers' funds, inside leases that the marketplace lends. */
@NullMarked
package dev.hearth.runtime.credit;

import org.jspecify.annotations.NullMarked;
