/** Proves from the database that the books are right, or says where they aren't. */
@NullMarked
package dev.hearth.marketplace.audit;

import org.jspecify.annotations.NullMarked;
