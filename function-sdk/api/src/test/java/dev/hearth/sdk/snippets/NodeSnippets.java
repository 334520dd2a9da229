package dev.hearth.sdk.snippets;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.descriptor.JvmFlags;
import dev.hearth.sdk.descriptor.MediaChecks;
import dev.hearth.sdk.descriptor.MediaLimits;
import dev.hearth.sdk.descriptor.UnionDispatch;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.FalErrors;
import dev.hearth.sdk.error.SchemaFault;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.media.DataUri;
import dev.hearth.sdk.media.ImageHeader;
import dev.hearth.sdk.metering.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node does with a call before and after its worker has it. */
public final class NodeSnippets {
  private NodeSnippets() {}

  /** Any validator of JSON Schema 2020-12. */
  interface Validator {
    List<SchemaFault> faults(Json schema, JsonObject value);
  }

  // @start region="input"
  static Optional<byte[]> refusal(Validator validator, JsonObject schema, JsonObject input) {
    List<SchemaFault> faults = validator.faults(UnionDispatch.of(schema), input);
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    CallException refusal = SchemaFault.refusal(faults);
    return Optional.of(FalErrors.body(refusal)); // {"detail":[{"loc":["body","prompt"],…}]}
  }

  // @end

  // @start region="picture"
  static String keep(String url, Path target, MediaLimits limits) throws IOException {
    DataUri data = DataUri.parse(url);
    Files.write(target, data.bytes());
    Optional<ImageHeader> header = ImageHeader.of(target);
    MediaChecks.check(limits, data.bytes().length, header);
    return ContentTypes.of(target, data.contentType()); // by content, not as the URL says
  }

  // @end

  // @start region="meter"
  static long units(Bill bill, ImageHeader input, ImageHeader output) {
    long bound = Meter.bound(bill, Map.of("image_url", input), field -> "2"); // what is held
    return Meter.measure(bill, -1, List.of(output), bound); // what is charged
  }

  // @end

  // @start region="jvm"
  static List<String> command(Descriptor descriptor) {
    var command = new ArrayList<>(List.of("java"));
    command.addAll(JvmFlags.of(descriptor.resources(), "/scratch"));
    return command;
  }
  // @end
}
