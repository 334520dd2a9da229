/** Genuine and forged webhooks. */
@NullMarked
package dev.hearth.sdk.client.webhook;

import org.jspecify.annotations.NullMarked;
