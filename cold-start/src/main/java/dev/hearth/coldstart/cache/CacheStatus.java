package dev.hearth.coldstart.cache;

/**
 * What a cache holds and has done since it was opened.
 *
 * @param bytes of its quota that are taken
 * @param pinnedBytes of these that can't be evicted now
 * @param blobs known to it, whole and unfinished
 * @param opens leases that were asked for
 * @param fetches downloads that ended well
 * @param fetchedBytes read from the store
 * @param verifiedBytes hashed because a file was not known to be good
 * @param evictions blobs that were deleted to make room
 */
public record CacheStatus(
    long bytes,
    long pinnedBytes,
    int blobs,
    long opens,
    long fetches,
    long fetchedBytes,
    long verifiedBytes,
    long evictions) {}
