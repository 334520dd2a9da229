package dev.hearth.sdk.cli;

import picocli.CommandLine.Command;

/** The command that has all others below it. */
@Command(
    name = "hearth",
    mixinStandardHelpOptions = true,
    version = "Hearth 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs, publishes and calls functions of generative media.")
final class HearthCommand {}
