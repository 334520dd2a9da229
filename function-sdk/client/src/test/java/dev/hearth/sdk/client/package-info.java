/** The client against a server that speaks the protocol, and breaks it. */
@NullMarked
package dev.hearth.sdk.client;

import org.jspecify.annotations.NullMarked;
