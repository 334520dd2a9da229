package dev.hearth.runtime.sandbox;

import dev.hearth.sdk.manifest.Manifest;

/**
 * A worker to start.
 *
 * @param id name within the node; letters, digits and {@code -}
 * @param folder the host's folder for it, made by {@link Sandbox#folder}
 * @param sharing of a worker in a sandbox; any other has {@link ClassSharing.Standard}
 */
public record WorkerSpec(String id, Manifest manifest, WorkerFolder folder, ClassSharing sharing) {}
