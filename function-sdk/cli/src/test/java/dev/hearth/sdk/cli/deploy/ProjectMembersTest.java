package dev.hearth.sdk.cli.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project file says all that a descriptor can, and the guide all that a project file can. */
final class ProjectMembersTest {
  private static final Path GUIDE = Path.of("../../docs/guides/write-a-worker.md");
  private static final Pattern NAMES = Pattern.compile("`([a-z_.]+)`");

  private static final JsonObject LEAST =
      Json.parseObject(
          """
          {"name":"glow","title":"Glow","summary":"Glows.","category":"other","command":["serve"],
           "endpoints":[{"input":{"type":"object"}}],"files":["weights"]}
          """);

  private static final JsonObject WHOLE =
      Json.parseObject(
          """
          {"descriptor_version":1,"name":"shine","title":"Shine","summary":"Shines.",
           "category":"text-to-image","command":["python3","-u"],"shape":"batch",
           "endpoints":[
             {"path":"/","input":{"type":"object","properties":{"text":{"type":"string"}}},
              "output":{"type":"object","title":"Out"}},
             {"path":"/edit","input":{"type":"object","properties":{"text":{"type":"string"}}},
              "output":{"type":"object"},"examples":[{"text":"a"}],
              "billing":{"bound_field":"text","bound_micro_units":2}}],
           "batching":{"max_size":4,"key":["text"]},"concurrency":2,
           "resources":{"cpus":2,"memory_bytes":134217728,"devices":["cpu","cuda"],
             "gpu":{"memory_bytes":1073741824,"kinds":["H100"]}},
           "billing":{"unit":"second","max_micro_units":5,"bound_field":"text",
             "bound_micro_units":1},
           "timeout_seconds":7,"examples":[{"text":"b"}],
           "access":{"secrets":["TOKEN"],"egress":["a.example"]},"retry":{"attempts":3},
           "health":{"start_period_seconds":1,"timeout_seconds":2,"failure_threshold":4,
             "regularly":false},
           "scale":{"keep_alive_seconds":60,"min_workers":1,"max_workers":2},
           "weights":[{"name":"lamp","files":["bulb.bin"],"licence":"MIT",
             "source":"https://lamps.example/bulb"}],
           "files":["weights"]}
          """);

  @TempDir private Path folder;

  private Descriptor read(JsonObject file) throws IOException {
    Path weights = Files.createDirectories(folder.resolve("weights/lamp"));
    Files.writeString(weights.resolve("bulb.bin"), "light");
    Files.writeString(folder.resolve(ProjectFile.NAME), file.print());
    return FunctionFolder.read(folder).manifest().descriptor();
  }

  /** Whoever adds a component to the descriptor must say it here, which needs it in the file. */
  @Test
  void allOfADescriptorCanBeSaid() throws Exception {
    Descriptor least = read(LEAST);
    Descriptor whole = read(WHOLE);
    requireOther("", Descriptor.class, least, whole);
    assertEquals(whole, Descriptor.fromJson(whole.toJson()));
    assertEquals("https://lamps.example/bulb", whole.weights().getFirst().source());
    assertEquals(5, whole.billing(whole.endpoints().getLast()).maxMicroUnits());
    assertEquals(2, whole.billing(whole.endpoints().getLast()).boundMicroUnits());
  }

  private static void requireOther(String outer, Class<?> type, Object least, Object whole)
      throws ReflectiveOperationException {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = outer + component.getName();
      // Kernels are for Java; a picture bounds what no field does; the digest is of the file's.
      if (Set.of("resources.kernels", "billing.boundMedia", "billing.boundFactor").contains(name)) {
        continue;
      }
      component.getAccessor().setAccessible(true);
      Object first = component.getAccessor().invoke(least);
      Object second = component.getAccessor().invoke(whole);
      assertNotEquals(first, second, name);
      if (first != null && first.getClass().isRecord() && first.getClass() == second.getClass()) {
        requireOther(name + ".", first.getClass(), first, second);
      }
    }
  }

  @Test
  void memberTableOfTheGuideHasThemAll() throws IOException {
    List<String> lines = Files.readAllLines(GUIDE);
    int head = lines.indexOf("| member | default | |");
    assertTrue(head > 0, "no table of members in " + GUIDE);
    var told = new TreeSet<String>();
    for (String line : lines.subList(head + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      NAMES.matcher(line.split("\\|", 3)[1]).results().forEach(name -> told.add(name.group(1)));
    }
    assertEquals(ProjectMembers.all(), told);
  }

  @Test
  void defaultsOfTheGuideAreThoseOfTheCode() throws IOException {
    String guide = Files.readString(GUIDE);
    ProjectMembers.DEFAULTS
        .members()
        .forEach(
            (name, value) -> {
              if (!(value instanceof JsonObject)) {
                String row = "| `" + name + "` | `" + value.print() + "` |";
                assertTrue(guide.contains(row), row);
              }
            });
  }
}
