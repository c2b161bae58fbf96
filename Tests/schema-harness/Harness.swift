import JSON
import JSONSchema

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The Bowtie harness protocol, version 1.
struct Harness {
  private static let draft7 = "http://json-schema.org/draft-07/schema#"
  private static let homepage = "https://github.com/flow-sidecar/flow-sidecar"

  private var input = StandardStreams()
  private var started = false

  func run() {
    var harness = self
    while let line = harness.input.readLine() {
      guard !line.isEmpty else { continue }
      let answer: JSONWriter?
      do throws(JSONParseError) {
        answer = harness.answer(to: try JSONDocument(line).root)
      } catch {
        StandardStreams.writeError("not JSON: \(error)\n")
        exit(1)
      }
      guard let answer else { return }
      StandardStreams.write(answer.bytes + [0x0A])
    }
  }

  private mutating func answer(to request: JSONValue) -> JSONWriter? {
    var writer = JSONWriter()
    switch request["cmd"]?.string {
    case "start":
      guard request["version"]?.integer == 1 else {
        StandardStreams.writeError("only version 1 of the protocol is spoken here\n")
        exit(1)
      }
      started = true
      writeStart(&writer)
    case "dialect":
      writer.beginObject()
      writer.member("ok", request["dialect"]?.string == Self.draft7)
      writer.endObject()
    case "run":
      run(request, &writer)
    case "stop":
      return nil
    default:
      StandardStreams.writeError("unknown command\n")
      exit(1)
    }
    return writer
  }

  private func writeStart(_ writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("version", 1)
    writer.name("implementation")
    writer.beginObject()
    writer.member("name", "flow-sidecar-jsonschema")
    writer.member("language", "swift")
    writer.member("version", "0.1")
    writer.member("homepage", Self.homepage)
    writer.member("issues", Self.homepage + "/issues")
    writer.member("source", Self.homepage)
    writer.name("dialects")
    writer.beginArray()
    writer.string(Self.draft7)
    writer.endArray()
    #if os(Linux)
      writer.member("os", "linux")
    #elseif os(macOS)
      writer.member("os", "macos")
    #endif
    writer.endObject()
    writer.endObject()
  }

  private func run(_ request: JSONValue, _ writer: inout JSONWriter) {
    let testCase = request["case"]
    let tests = testCase?["tests"]?.elements ?? []
    writer.beginObject()
    if let sequence = request["seq"] {
      writer.name("seq")
      writer.value(sequence)
    }
    do {
      var registry = SchemaRegistry()
      for (uri, document) in testCase?["registry"]?.members ?? [] {
        registry.register(try JSONDocument(document.rawBytes), uri: uri)
      }
      var options = JSONSchema.Options()
      options.contentAssertion = true
      let schema = try JSONSchema(
        try JSONDocument(testCase?["schema"]?.rawBytes ?? []), registry: registry, options: options)
      writer.name("results")
      writer.beginArray()
      for test in tests {
        writer.beginObject()
        if request["output"]?.string == "annotations" {
          writer.member("skipped", true)
          writer.member("message", "annotations are not collected")
        } else {
          writer.member("valid", test["instance"].map { schema.isValid($0) } ?? false)
        }
        writer.endObject()
      }
      writer.endArray()
    } catch {
      writer.member("errored", true)
      writer.name("context")
      writer.beginObject()
      writer.member("message", "\(error)")
      writer.endObject()
    }
    writer.endObject()
  }
}

/// Prints every problem of an instance.
func printDiagnosis(schema: String, instance: String) {
  guard let schemaBytes = StandardStreams.contents(of: schema),
    let instanceBytes = StandardStreams.contents(of: instance)
  else {
    StandardStreams.writeError("cannot read the files\n")
    exit(2)
  }
  do {
    let schema = try JSONSchema(try JSONDocument(schemaBytes))
    for note in schema.notes { StandardStreams.write(Array("note \(note.pointer): \(note.message)\n".utf8)) }
    let diagnosis = schema.diagnose(try JSONDocument(instanceBytes).root)
    for (label, problems) in [("error", diagnosis.errors), ("warning", diagnosis.warnings)] {
      for problem in problems {
        let suggestion = problem.suggestion.map { " [\($0)]" } ?? ""
        StandardStreams.write(
          Array(
            "\(label) \(problem.instanceLocation): \(problem.message)\(suggestion) (\(problem.keywordLocation))\n".utf8)
        )
      }
    }
    exit(diagnosis.isValid ? 0 : 1)
  } catch {
    StandardStreams.writeError("\(error)\n")
    exit(2)
  }
}
