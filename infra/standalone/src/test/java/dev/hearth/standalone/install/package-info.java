/** Ports, keys and files of an installation, on real disks and sockets. */
@NullMarked
package dev.hearth.standalone.install;

import org.jspecify.annotations.NullMarked;
