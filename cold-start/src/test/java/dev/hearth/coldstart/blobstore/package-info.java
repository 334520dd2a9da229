@NullMarked
package dev.hearth.coldstart.blobstore;

import org.jspecify.annotations.NullMarked;
