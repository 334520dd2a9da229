package dev.hearth.standalone;

import dev.hearth.sdk.cli.CommandSource;
import dev.hearth.standalone.doctor.DoctorCommand;
import dev.hearth.standalone.lifecycle.DownCommand;
import dev.hearth.standalone.lifecycle.UpCommand;
import java.util.List;

/** Adds {@code up}, {@code down} and {@code doctor} to the hearth command. */
public final class StandaloneCommands implements CommandSource {
  @Override
  public List<Object> commands() {
    return List.of(new UpCommand(), new DownCommand(), new DoctorCommand());
  }
}
