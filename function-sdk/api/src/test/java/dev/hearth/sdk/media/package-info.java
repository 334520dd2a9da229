/** Tests of media and their headers. */
@NullMarked
package dev.hearth.sdk.media;

import org.jspecify.annotations.NullMarked;
