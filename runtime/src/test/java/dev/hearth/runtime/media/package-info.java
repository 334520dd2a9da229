/** Tests of headers, stored files and resolved inputs. */
@NullMarked
package dev.hearth.runtime.media;

import org.jspecify.annotations.NullMarked;
