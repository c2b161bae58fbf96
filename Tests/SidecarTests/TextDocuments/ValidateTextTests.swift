import JSON
import Testing

@Suite("connection.validate of a text")
struct ValidateTextTests {
  private let session = TestSession()

  private func report(_ text: String, meta: String? = nil) async throws -> JSONValue {
    var writer = JSONWriter()
    writer.string(text)
    let params =
      #"{"text":"# + String(decoding: writer.bytes, as: UTF8.self) + (meta.map { #","_meta":\#($0)"# } ?? "") + "}"
    // A line end within the text is escaped, so that the params are one line.
    return try await session.result("connection.validate", params)
  }

  /// Every problem as what it points at, and its rule.
  private func found(_ text: String) async throws -> [String] {
    let report = try await report(text)
    let edited = EditedText(text: text)
    return try ["errors", "warnings"].flatMap { list in
      try (report[JSONName(list)]?.elements ?? []).map { problem in
        let rule = problem["keywordLocation"]?.string ?? ""
        return try edited.content(try #require(problem["range"])) + " " + (rule.split(separator: "/").last ?? "")
      }
    }
  }

  /// A text with one thing in it changed.
  private func changed(_ old: String, _ new: String) -> String {
    let new = Sample.oauth2.replacing(old, with: new, maxReplacements: 1)
    precondition(new != Sample.oauth2, "\(old) is to be there")
    return new
  }

  @Test("a right text is valid, whatever its line ends")
  func valid() async throws {
    for text in [Sample.oauth2, Sample.oauth2.replacing("\n", with: "\r\n"), Sample.oauth2.replacing("\n", with: "\r")]
    {
      let report = try await report(text)
      #expect(report["valid"]?.boolean == true && report["errors"]?.count == 0 && report["warnings"]?.count == 0)
      #expect(report.at("/spec/name")?.string == "salesforce")
    }
  }

  @Test(
    "each problem points at what it is about",
    arguments: [
      (#""clientId""#, #""clientID""#, [#""clientID" required"#]),
      (#""60.0""#, #""52""#, [#""52" pattern"#]),
      (#""apiVersion": "60.0","#, "", [#""params" required"#]),
      (#""60.0","#, #""60.0" "#, [#""includeDeletedObjects" unexpected"#]),
      (#""60.0","#, #""60.0", // the newest"#, ["// the newest comment"]),
      (#""60.0""#, "60.0", ["60.0 type"]),
      (#""60.0""#, #"'60.0'"#, ["'60.0' unexpected"]),
      (
        #""ACME Salesforce account""#, "\"\u{1F600}\u{1F600} \u{E9}\", \"nmae\": \"\u{1F600}\"", [#""nmae" properties"#]
      ),
      (
        #""ACME Salesforce account","#, "\t\"\u{1F600}\u{1F600}\", \"clientID\":\t1,,",
        [", unexpected", #""clientID" properties"#]
      ),
      (
        #""OAuth2 Client Credential""#, #""OAuth2 Client"#,
        [#""OAuth2 Client authSpec"#, #""OAuth2 Client controlCharacter"#]
      ),
    ])
  func places(_ old: String, _ new: String, _ wanted: [String]) async throws {
    for lineEnd in ["\n", "\r\n"] {
      #expect(try await found(changed(old, new).replacing("\n", with: lineEnd)) == wanted)
    }
  }

  @Test("the text may begin with a byte order mark, which counts as a character")
  func byteOrderMark() async throws {
    #expect(try await found("\u{FEFF}" + changed(#""60.0""#, "1")) == ["\u{FEFF} byteOrderMark", "1 type"])
  }

  @Test("a body may have a member called text")
  func bodyWithText() async throws {
    let report = try await session.result("connection.validate", #"{"name":"x","text":"{","connectionSpec":{}}"#)
    #expect(report.at("/errors/0/instanceLocation")?.string == "/connectionSpec")
    #expect(report.at("/errors/0/range") == nil)
    #expect(report.at("/warnings/0/instanceLocation")?.string == "/text")
  }

  @Test("a text that is no string is a mistake of the caller")
  func noString() async throws {
    let error = try await session.error("connection.validate", #"{"text":1}"#)
    #expect(error.at("/data/errors/0/instanceLocation")?.string == "/text")
  }

  @Test("_meta of the call, or of the text, turns what the spec finds into warnings")
  func lenient() async throws {
    let wrong = changed(#""clientId""#, #""clientID""#)
    #expect(try await report(wrong, meta: #"{"validation":"warn"}"#)["valid"]?.boolean == true)
    #expect(try await report(wrong)["valid"]?.boolean == false)
    let withMeta = wrong.replacing("{\n  \"name\"", with: "{\n  \"_meta\": {\"validation\": \"warn\"},\n  \"name\"")
    #expect(try await report(withMeta)["valid"]?.boolean == true)
  }

  @Test("no secret is in any problem or edit, however it is quoted")
  func secrets() async throws {
    for quoted in [
      "'\(Secrets.canary)'", Secrets.canary, "\u{201C}\(Secrets.canary)\u{201D}", "\"\(Secrets.canary)",
      "'\(Secrets.canary)",
    ] {
      let text = changed(#""canary-client-secret""#, quoted)
      let report = try await report(text)
      #expect(report["valid"]?.boolean == false)
      #expect(!report.text.contains(Secrets.canary))
    }
  }

  @Test("nested deeper than a message may be")
  func deep() async throws {
    let report = try await report(String(repeating: "[", count: 100_000))
    #expect(report.at("/errors/0/keywordLocation")?.string == "/syntax/tooDeep")
    #expect(report["errors"]?.count == 1)
  }

  @Test("a long text, on one line or on many", arguments: ["\n", " "])
  func long(_ separator: String) async throws {
    let filler = (0..<10_000).map { "\"m\($0)\": \"\u{1F600}\"," }.joined(separator: separator)
    let text = "{" + filler + "\"name\": 1, \"connectionSpec\": {\"id\": 5}}"
    let report = try await report(text)
    let edited = EditedText(text: text)
    let last = try #require(report["errors"]?.elements.last)
    #expect(try edited.content(try #require(last["range"])) == "5")
  }
}
