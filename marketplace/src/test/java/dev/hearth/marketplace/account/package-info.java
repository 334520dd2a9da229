/** Tests of the package {@code account}. */
@NullMarked
package dev.hearth.marketplace.account;

import org.jspecify.annotations.NullMarked;
