/** Content-addressed bytes and their digest. */
@NullMarked
package dev.hearth.sdk.blob;

import org.jspecify.annotations.NullMarked;
