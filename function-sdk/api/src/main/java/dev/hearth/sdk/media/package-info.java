/** Pictures, video, sound and files as functions receive and return them. */
@NullMarked
package dev.hearth.sdk.media;

import org.jspecify.annotations.NullMarked;
