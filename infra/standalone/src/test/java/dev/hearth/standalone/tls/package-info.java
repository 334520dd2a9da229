/** Tests of the local certificate authority. */
@NullMarked
package dev.hearth.standalone.tls;

import org.jspecify.annotations.NullMarked;
