/** A certificate authority of the installation's own, and what it signs. */
@NullMarked
package dev.hearth.standalone.tls;

import org.jspecify.annotations.NullMarked;
