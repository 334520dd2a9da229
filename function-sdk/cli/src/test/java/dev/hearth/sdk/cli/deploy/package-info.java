/** Publishing, against a server that checks what it gets. */
@NullMarked
package dev.hearth.sdk.cli.deploy;

import org.jspecify.annotations.NullMarked;
