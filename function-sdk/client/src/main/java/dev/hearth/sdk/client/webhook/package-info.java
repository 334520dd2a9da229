/** Checking that a webhook comes from the installation, as fal signs them. */
@NullMarked
package dev.hearth.sdk.client.webhook;

import org.jspecify.annotations.NullMarked;
