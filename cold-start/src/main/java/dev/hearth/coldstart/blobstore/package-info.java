/** Content-addressed storage of what functions are made of. */
@NullMarked
package dev.hearth.coldstart.blobstore;

import org.jspecify.annotations.NullMarked;
