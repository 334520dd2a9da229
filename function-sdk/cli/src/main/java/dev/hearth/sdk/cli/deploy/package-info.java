/** Publishing a function: its folder, its blobs, its version, its listing. */
@NullMarked
package dev.hearth.sdk.cli.deploy;

import org.jspecify.annotations.NullMarked;
