/** Functions, their versions and the blobs these are made of. */
@NullMarked
package dev.hearth.marketplace.function;

import org.jspecify.annotations.NullMarked;
