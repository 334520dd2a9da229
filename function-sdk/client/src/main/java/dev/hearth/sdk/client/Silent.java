package dev.hearth.sdk.client;

/** Hears nothing, so that no logs need to be sent. */
enum Silent implements CallListener {
  INSTANCE
}
