/** Tests of the package {@code blobstore}. */
@NullMarked
package dev.hearth.coldstart.blobstore;

import org.jspecify.annotations.NullMarked;
