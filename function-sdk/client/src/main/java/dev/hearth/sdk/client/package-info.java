/**
 * Calling functions from Java: {@link dev.hearth.sdk.client.HearthClient} is where to begin.
 *
 * <p>Everything that waits is meant for virtual threads; {@link
 * dev.hearth.sdk.client.RemoteFunction#async()} gives the same calls as futures.
 */
@NullMarked
package dev.hearth.sdk.client;

import org.jspecify.annotations.NullMarked;
