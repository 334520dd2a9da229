package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.CallSpec;
import java.util.Optional;
import java.util.UUID;

/**
 * A request that becomes a row.
 *
 * @param leaseId empty for calls that cost nothing
 * @param direct whether its caller waits on the connection
 * @param priority {@code normal} or {@code low}
 */
record NewRequest(
    CallSpec call, Optional<UUID> leaseId, long holdNanos, boolean direct, String priority) {}
