/** What an installation keeps on disk: folders, secrets, keys, ports, and who runs it. */
@NullMarked
package dev.hearth.standalone.install;

import org.jspecify.annotations.NullMarked;
