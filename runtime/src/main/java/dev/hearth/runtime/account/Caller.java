package dev.hearth.runtime.account;

import java.util.UUID;

/**
 * Who calls.
 *
 * @param name the account's name, which is its name space of functions
 * @param admin whether it may see everyone's workers and logs
 */
public record Caller(UUID accountId, String name, boolean admin) {}
