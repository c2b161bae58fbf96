import JSON
import JSONSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How long reading, compiling, validating and diagnosing take.
struct Measurement {
  let milliseconds: Int

  func run(_ path: String) {
    guard let bytes = StandardStreams.contents(of: path), let document = try? JSONDocument(bytes) else {
      StandardStreams.writeError("cannot read \(path)\n")
      exit(2)
    }
    var writer = JSONWriter()
    writer.beginObject()
    for (name, content) in document.root.members {
      guard let schemaText = content["schema"]?.rawBytes else { continue }
      writer.name(name)
      writer.beginObject()
      do {
        try measure(schemaText, content, &writer)
      } catch {
        StandardStreams.writeError("\(name): \(error)\n")
        exit(1)
      }
      writer.endObject()
    }
    writer.endObject()
    StandardStreams.write(writer.bytes + [0x0A])
  }

  /// Reads and validates without timing, for tools that count what a call costs; prints how often it was valid.
  func validate(_ path: String, times: Int) {
    var valid = 0
    do {
      for (_, content) in try JSONDocument(StandardStreams.contents(of: path) ?? []).root.members {
        let schema = try JSONSchema(try JSONDocument(content["schema"]?.rawBytes ?? []))
        let reader = JSONReader()
        try content["valid"]?.rawBytes.withUnsafeBufferPointer { text in
          for _ in 0..<times where schema.isValid(try reader.read(text)) { valid += 1 }
        }
      }
    } catch {
      StandardStreams.writeError("\(error)\n")
      exit(1)
    }
    StandardStreams.write(Array("\(valid)\n".utf8))
  }

  private func measure(_ schemaText: [UInt8], _ content: JSONValue, _ writer: inout JSONWriter) throws {
    let schemaDocument = try JSONDocument(schemaText)
    let schema = try JSONSchema(schemaDocument)
    writer.member("compile", nanoseconds { _ = try? JSONSchema(schemaDocument) })
    if let valid = content["valid"].map(compact) {
      let document = try JSONDocument(valid)
      let reader = JSONReader()
      writer.member("valid", schema.isValid(document.root))
      valid.withUnsafeBufferPointer { text in
        writer.member("parse", nanoseconds { _ = try? reader.read(text) })
        writer.member(
          "parseAndValidate",
          nanoseconds { if let cursor = try? reader.read(text) { consume(schema.isValid(cursor)) } })
      }
      withExtendedLifetime(document) {
        let cursor = document.root.cursor
        writer.member("isValid", nanoseconds { consume(schema.isValid(cursor)) })
        writer.member("diagnoseValid", nanoseconds { consume(schema.diagnose(cursor).isValid) })
      }
    }
    if let invalid = content["invalid"].map(compact) {
      let document = try JSONDocument(invalid)
      withExtendedLifetime(document) {
        let cursor = document.root.cursor
        let diagnosis = schema.diagnose(cursor)
        writer.member("errors", diagnosis.errors.count)
        writer.member("warnings", diagnosis.warnings.count)
        writer.member("isValidOfInvalid", nanoseconds { consume(schema.isValid(cursor)) })
        writer.member("diagnose", nanoseconds { consume(schema.diagnose(cursor).isValid) })
      }
    }
  }

  /// The text without blanks, as the other contestants get it.
  private func compact(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }

  /// The median time of one call, from seven batches; in tenths, as `ns * 10`, a batch lasts `milliseconds`.
  private func nanoseconds(_ body: () -> Void) -> Int {
    var count = 1
    while true {
      let time = self.time(count, body)
      if time > milliseconds * 1_000_000 / 4 { break }
      count *= 2
    }
    count *= 4
    let times = (0..<7).map { _ in time(count, body) / count }
    return times.sorted()[3]
  }

  private func time(_ count: Int, _ body: () -> Void) -> Int {
    let start = now()
    for _ in 0..<count { body() }
    return now() - start
  }

  private func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

/// Keeps a result from being optimised away.
@inline(never)
private func consume(_ value: Bool) {
  if value { sink &+= 1 }
}

nonisolated(unsafe) private var sink = 0
