/** Leases of spending authority that runtimes hold calls against. */
@NullMarked
package dev.hearth.marketplace.credit;

import org.jspecify.annotations.NullMarked;
