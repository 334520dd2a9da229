/**
 * Files that calls take and give: uploads, fetched inputs, outputs, and the URLs they are served
 * under.
 */
@NullMarked
package dev.hearth.runtime.media;

import org.jspecify.annotations.NullMarked;
