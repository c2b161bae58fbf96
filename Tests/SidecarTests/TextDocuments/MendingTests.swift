import JSON
import Testing

/// One slip that leaves no doubt about what was meant.
struct Slip: Sendable, CustomTestStringConvertible {
  let name: String
  let change: @Sendable (String) -> String

  var testDescription: String { name }

  init(_ name: String, _ old: String, _ new: String) {
    self.name = name
    change = { text in text.replacing(old, with: new, maxReplacements: 1) }
  }

  static let all: [Slip] = [
    Slip("trailing comma", "true\n", "true,\n"),
    Slip("missing comma", "\"acme-client\",", "\"acme-client\""),
    Slip("comment above", "{\n", "{\n  // a connection\n"),
    Slip("comment behind", "\"60.0\",", "\"60.0\", /* \u{1F600} */"),
    Slip("misspelt param", "\"clientId\"", "\"client_id\""),
    Slip("misspelt member", "\"auth\"", "\"auht\""),
    Slip("misspelt name", "\"name\"", "\"nmae\""),
    Slip("misspelt kind", "OAuth2 Client Credential", "OAuth2 Client Credentials"),
    Slip("version without its decimal", "\"60.0\"", "\"60\""),
    Slip("Python's literal", "true", "True"),
    Slip("single quotes", "\"acme-client\"", "'acme-client'"),
    Slip("curly quotes", "\"version\"", "\u{201C}version\u{201D}"),
    Slip("name without quotes", "\"params\"", "params"),
    Slip("string without quotes", "\"1.0\"", "1.0.0"),
    Slip("string that is not closed", "using OAuth 2\"", "using OAuth 2"),
    Slip("tab in a string", "Salesforce account using", "Salesforce\taccount using"),
    Slip("brackets that are not closed", "\n  }\n}", "\n"),
    Slip("equals sign", "\"apiVersion\":", "\"apiVersion\" ="),
    Slip("byte order mark", "{\n  \"name", "\u{FEFF}{\n  \"name"),
  ]
}

@Suite("Edits that mend a text")
struct MendingTests {
  private let session = TestSession()

  private func report(_ text: String) async throws -> JSONValue {
    var writer = JSONWriter()
    writer.string(text)
    return try await session.result(
      "connection.validate", #"{"text":"# + String(decoding: writer.bytes, as: UTF8.self) + "}")
  }

  private func problems(_ report: JSONValue) -> [JSONValue] {
    (report["errors"]?.elements ?? []) + (report["warnings"]?.elements ?? [])
  }

  @Test("one slip is told, and mended by its edits", arguments: Slip.all)
  func one(_ slip: Slip) async throws {
    for lineEnd in ["\n", "\r\n"] {
      let right = Sample.oauth2.replacing("\n", with: lineEnd)
      var text = EditedText(text: slip.change(Sample.oauth2).replacing("\n", with: lineEnd))
      #expect(text.text != right)
      let report = try await report(text.text)
      #expect(report["valid"]?.boolean == false)
      try text.apply(problems(report).flatMap(\.mendingEdits))
      let mended = try await self.report(text.text)
      #expect(mended["valid"]?.boolean == true && mended["warnings"]?.count == 0, "\(text.text)")
    }
  }

  @Test("any two slips, all edits made at once, and once more for what the first ones hid")
  func two() async throws {
    for (index, first) in Slip.all.enumerated() {
      for second in Slip.all[(index + 1)...] {
        var text = EditedText(text: second.change(first.change(Sample.oauth2)))
        var report = try await report(text.text)
        for _ in 0..<3 where !problems(report).isEmpty {
          try text.apply(problems(report).flatMap(\.mendingEdits))
          report = try await self.report(text.text)
        }
        #expect(report["valid"]?.boolean == true, "\(first.name), \(second.name): \(text.text)")
      }
    }
  }

  @Test("all slips together")
  func all() async throws {
    var text = EditedText(text: Slip.all.reduce(Sample.oauth2) { $1.change($0) })
    for _ in 0..<4 { try text.apply(problems(try await report(text.text)).flatMap(\.mendingEdits)) }
    #expect(try await report(text.text)["valid"]?.boolean == true, "\(text.text)")
  }

  @Test("what is missing is put in, ready to be filled in", arguments: ["{}", "{\n}", "{", "{ // nothing yet\n}"])
  func fromNothing(_ start: String) async throws {
    var text = EditedText(text: start)
    try text.apply(problems(try await report(text.text)).flatMap(\.mendingEdits))
    let begun = try JSONDocument(text.text)
    #expect(begun.root["name"]?.string == "" && begun.root.at("/connectionSpec/version")?.string == "1.0")
    text.text = text.text.replacing("\"id\": \"\"", with: "\"id\": \"\(Sample.salesforce)\"")
      .replacing("\"name\": \"\"", with: "\"name\": \"Acme\"")
    try text.apply(problems(try await report(text.text)).flatMap(\.mendingEdits))
    // The kind that is not outdated.
    #expect(try JSONDocument(text.text).root.at("/auth/specName")?.string == "OAuth2 Client Credential")
    try text.apply(problems(try await report(text.text)).flatMap(\.mendingEdits))
    let params = try JSONDocument(text.text).root.at("/auth/params")?.names
    #expect(params?.sorted() == ["apiVersion", "clientId", "clientSecret", "environmentUrl"])
    let left = try await report(text.text)
    #expect(problems(left).allSatisfy { $0["keyword"]?.string != "required" && $0["keyword"]?.string != "syntax" })
  }

  @Test("an edit keeps the line ends and the indentation of the text")
  func layout() async throws {
    let text = "{\r\n\t\"name\": \"x\"\r\n}"
    var edited = EditedText(text: text)
    try edited.apply(problems(try await report(text)).flatMap(\.mendingEdits))
    #expect(edited.text == "{\r\n\t\"name\": \"x\",\r\n\t\"connectionSpec\": {\"id\": \"\", \"version\": \"1.0\"}\r\n}")
  }
}
