package dev.hearth.examples.speak.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A WebAssembly module, as far as its parts are taken and put together here. Source: WebAssembly
 * Core Specification 1.0, chapter 5 and appendix "Custom Sections".
 *
 * @param sections in the order of the file
 */
record WasmModule(List<Section> sections) {
  private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final int CUSTOM = 0;
  private static final int EXPORT = 7;
  private static final int DATA = 11;
  private static final int FUNCTION_NAMES = 1;
  private static final int FUNCTION = 0;
  private static final int MEMORY = 2;
  private static final int I32_CONST = 0x41;
  private static final int END = 0x0b;

  /** A part of the file. */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Section(int id, byte[] content) {}

  /** Bytes that memory begins with. */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Segment(int address, byte[] bytes) {
    int end() {
      return address + bytes.length;
    }

    /** The part from one address up to another, which it must contain. */
    Segment part(int from, int to) {
      if (from < address || to > end() || from > to) {
        throw new IllegalArgumentException(
            "%d to %d isn't within %d to %d".formatted(from, to, address, end()));
      }
      return new Segment(from, java.util.Arrays.copyOfRange(bytes, from - address, to - address));
    }
  }

  WasmModule {
    sections = List.copyOf(sections);
  }

  static WasmModule read(byte[] file) {
    var in = new WasmReader(file);
    for (byte octet : HEADER) {
      in.expect(octet);
    }
    var sections = new ArrayList<Section>();
    while (!in.atEnd()) {
      sections.add(new Section(in.octet(), in.bytes()));
    }
    return new WasmModule(sections);
  }

  byte[] write() {
    var out = new WasmWriter().raw(HEADER);
    sections.forEach(section -> out.octet(section.id).bytes(section.content));
    return out.toByteArray();
  }

  /** Indexes of functions by the names that the linker left in the custom section "name". */
  Map<String, Integer> functions() {
    var functions = new TreeMap<String, Integer>();
    var in = new WasmReader(custom("name"));
    while (!in.atEnd()) {
      int kind = in.octet();
      var names = new WasmReader(in.bytes());
      for (int i = kind == FUNCTION_NAMES ? names.unsigned() : 0; i > 0; i--) {
        int index = names.unsigned();
        functions.put(names.name(), index);
      }
    }
    return functions;
  }

  private byte[] custom(String name) {
    for (Section section : sections) {
      var in = new WasmReader(section.content);
      if (section.id == CUSTOM && in.name().equals(name)) {
        return in.rest();
      }
    }
    throw new IllegalArgumentException("no custom section \"" + name + "\"");
  }

  /** What memory begins with, all segments being active and of constant address. */
  List<Segment> data() {
    var in = new WasmReader(section(DATA).content);
    var segments = new ArrayList<Segment>();
    for (int i = in.unsigned(); i > 0; i--) {
      in.expect(0);
      in.expect(I32_CONST);
      int address = in.signed();
      in.expect(END);
      segments.add(new Segment(address, in.bytes()));
    }
    return segments;
  }

  private Section section(int id) {
    return sections.stream().filter(s -> s.id == id).findFirst().orElseThrow();
  }

  /** This module with other data. */
  WasmModule withData(List<Segment> segments) {
    var out = new WasmWriter().unsigned(segments.size());
    for (Segment segment : segments) {
      out.octet(0).octet(I32_CONST).signed(segment.address).octet(END).bytes(segment.bytes);
    }
    return with(DATA, out.toByteArray());
  }

  /**
   * This module with other exports: its memory, and functions.
   *
   * @param functions their indexes by the names that they get
   */
  WasmModule withExports(Map<String, Integer> functions) {
    var out = new WasmWriter().unsigned(functions.size() + 1);
    out.name("memory").octet(MEMORY).unsigned(0);
    functions.forEach((name, index) -> out.name(name).octet(FUNCTION).unsigned(index));
    return with(EXPORT, out.toByteArray());
  }

  /** This module without what doesn't run: names and debug information. */
  WasmModule withoutCustomSections() {
    return new WasmModule(sections.stream().filter(section -> section.id != CUSTOM).toList());
  }

  private WasmModule with(int id, byte[] content) {
    return new WasmModule(
        sections.stream().map(s -> s.id == id ? new Section(id, content) : s).toList());
  }
}
