package dev.hearth.runtime.doctor;

import dev.hearth.runtime.egress.EgressConfig;
import dev.hearth.runtime.sandbox.BlobsConfig;
import dev.hearth.runtime.sandbox.Examination;
import dev.hearth.runtime.sandbox.FilesExamination;
import dev.hearth.runtime.sandbox.Finding;
import dev.hearth.runtime.sandbox.NodeConfig;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints as JSON what it found, with the settings that a runtime started in its place would have.
 */
public final class Main {
  private Main() {}

  /** No arguments. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(new JsonArray(findings().stream().map(Main::json).toList()).print());
  }

  private static List<Finding> findings() throws IOException {
    SmallRyeConfig config;
    try {
      config = config();
    } catch (RuntimeException e) {
      return List.of(
          new Finding(
              "settings",
              Finding.State.BROKEN,
              String.valueOf(e.getMessage()),
              "correct DATA/config/runtime.properties"));
    }
    NodeConfig node = config.getConfigMapping(NodeConfig.class);
    var findings = new ArrayList<>(Examination.of(node));
    findings.add(EgressExamination.of(config.getConfigMapping(EgressConfig.class)));
    findings.addAll(FilesExamination.of(node, config.getConfigMapping(BlobsConfig.class)));
    return findings;
  }

  private static SmallRyeConfig config() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .addDiscoveredConverters()
        .withSources(new PropertiesLocationConfigSourceFactory())
        .withMapping(NodeConfig.class)
        .withMapping(BlobsConfig.class)
        .withMapping(EgressConfig.class)
        .build();
  }

  private static Json json(Finding finding) {
    return JsonObject.builder()
        .put("name", finding.name())
        .put("state", finding.state().name().toLowerCase(Locale.ROOT))
        .put("says", finding.says())
        .put("advice", finding.advice())
        .build();
  }
}
