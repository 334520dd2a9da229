/** What functions are made of, and who brought it. */
@NullMarked
package dev.hearth.marketplace.blob;

import org.jspecify.annotations.NullMarked;
