import JSON
import Testing

@testable import JSONSchema

/// What a diagnosis must and must not say.
@Suite("Diagnosis")
struct DiagnosisTests {
  static func diagnose(
    _ schema: String, _ instance: String, _ change: (inout JSONSchema.Options) -> Void = { _ in }
  ) throws -> Diagnosis {
    var options = JSONSchema.Options()
    change(&options)
    let schema = try JSONSchema(try JSONDocument(schema), options: options)
    let document = try JSONDocument(instance)
    #expect(schema.isValid(document.root) == schema.diagnose(document.root).isValid)
    return schema.diagnose(document.root)
  }

  @Test(
    "no piece of a value is told",
    arguments: [
      #"{"type": "integer"}"#, #"{"pattern": "^x$"}"#, #"{"maxLength": 2}"#, #"{"minLength": 99}"#,
      #"{"enum": ["a", "b"]}"#, #"{"const": 1}"#, #"{"format": "date"}"#, #"{"not": {"type": "string"}}"#, "false",
      #"{"anyOf": [{"type": "integer"}, {"maxLength": 1}]}"#, #"{"x-warnPattern": "^x"}"#,
      #"{"contentEncoding": "base64"}"#, #"{"oneOf": [true, true]}"#,
    ])
  func noValues(schema: String) throws {
    let secret = "hunter2-5f0c9b-Zq81"
    for (rule, instance) in [
      (schema, "\"\(secret)\""), (#"{"properties": {"a": \#(schema)}}"#, #"{"a": "\#(secret)"}"#),
      (#"{"items": \#(schema), "uniqueItems": true, "contains": false}"#, #"["\#(secret)", "\#(secret)"]"#),
    ] {
      let diagnosis = try Self.diagnose(rule, instance) { $0.contentAssertion = true }
      let problems = diagnosis.errors + diagnosis.warnings
      #expect(!problems.isEmpty)
      let text = "\(problems)"
      for start in 0..<(secret.count - 6) {
        let piece = secret.dropFirst(start).prefix(6)
        #expect(!text.contains(piece), "\(schema)")
      }
    }
  }

  @Test(
    "no hint is made from a secret",
    arguments: [
      (#"{"properties": {"pin": {"type": "string", "format": "password"}}}"#, #"{"pin": 8271}"#),
      (#"{"properties": {"pin": {"type": "string", "writeOnly": true}}}"#, #"{"pin": 8271}"#),
      (#"{"properties": {"apiToken": {"type": "string"}}}"#, #"{"apiToken": 8271}"#),
      (#"{"properties": {"credentials": {"items": {"type": "integer"}}}}"#, #"{"credentials": ["8271"]}"#),
      (
        #"{"properties": {"pin": {"pattern": "\\.0$"}}, "allOf": [{"properties": {"pin": {"format": "password"}}}]}"#,
        #"{"pin": "8271"}"#
      ),
    ])
  func noHints(schema: String, instance: String) throws {
    let errors = try Self.diagnose(schema, instance).errors
    #expect(errors.count == 1)
    #expect(errors.first?.suggestion == nil)
    #expect(!"\(errors)".contains("8271"))
  }

  @Test(
    "of values that differ in letter case only, the nearest",
    arguments: [("tabel", "table"), ("TABEL", "TABLE"), ("Table", "table"), ("TABLe", "TABLE")])
  func letterCase(_ value: String, _ meant: String) throws {
    let errors = try Self.diagnose(#"{"enum": ["root", "table", "ROOT", "TABLE"]}"#, "\"\(value)\"").errors
    #expect(errors.first?.suggestion == .value(json: "\"\(meant)\""))
  }

  @Test("a long name is cut, and control characters are escaped")
  func names() throws {
    let long = String(repeating: "n", count: 100)
    let errors = try Self.diagnose(#"{"additionalProperties": false}"#, #"{"\#(long)": 1, "a\u0007\u202e": 2}"#).errors
    #expect(
      errors.map(\.message) == [
        "\"\(String(repeating: "n", count: 64))…\" is not allowed here", #""a\u{7}\u{202E}" is not allowed here"#,
      ])
    #expect(errors.first?.instanceLocation == "/" + String(repeating: "n", count: 64) + "…")
  }

  @Test("locations go through references and escape what needs it")
  func locations() throws {
    let errors = try Self.diagnose(
      ##"""
      {"$id": "http://example.com/s.json", "definitions": {"a b": {"properties": {"x/y~": {"type": "null"}}}},
       "properties": {"p": {"$ref": "#/definitions/a%20b"}}}
      """##, #"{"p": {"x/y~": 1}}"#
    ).errors
    #expect(errors.count == 1)
    #expect(errors.first?.instanceLocation == "/p/x~1y~0")
    #expect(errors.first?.keywordLocation == "/properties/p/$ref/properties/x~1y~0/type")
    #expect(
      errors.first?.absoluteKeywordLocation == "http://example.com/s.json#/definitions/a%20b/properties/x~1y~0/type")
    #expect(errors.first?.range == 15..<16)
  }

  @Test("problems come in the order of the text, and no more than asked for")
  func order() throws {
    let elements = (0..<300).map { _ in "\"x\"" }.joined(separator: ",")
    let all = try Self.diagnose(#"{"items": {"type": "null"}, "maxItems": 1}"#, "[\(elements)]")
    #expect(all.errors.count == 100)
    #expect(all.truncated)
    let places = all.errors.map(\.range.lowerBound)
    #expect(places == places.sorted())
    #expect(all.errors.first?.keyword == "maxItems")
    let few = try Self.diagnose(#"{"items": {"type": "null"}}"#, #"["x", null, "y"]"#) { $0.maximumProblems = 2 }
    #expect(few.errors.map(\.instanceLocation) == ["/0", "/2"])
    #expect(!few.truncated)
  }

  @Test("a name that any schema of the object knows is known")
  func knownElsewhere() throws {
    let schema = """
      {"properties": {"kind": {}}, "allOf": [{"properties": {"a": {}}}, {"patternProperties": {"^x-": {}}}],
       "if": {"properties": {"kind": {"const": 1}}, "required": ["kind"]},
       "then": {"properties": {"one": {}}}, "else": {"properties": {"other": {}}}}
      """
    #expect(try Self.diagnose(schema, #"{"kind": 1, "a": 1, "x-b": 1, "one": 1}"#).warnings == [])
    let warnings = try Self.diagnose(schema, #"{"kind": 1, "other": 1}"#).warnings
    #expect(warnings.map(\.instanceLocation) == ["/other"])
    #expect(try Self.diagnose(schema, #"{"kind": 1, "other": 1}"#) { $0.unknownNameWarnings = false }.warnings == [])
  }

  @Test("a pattern too costly to match is a problem of its own")
  func costlyPattern() throws {
    let text = String(repeating: "a", count: 30_000)
    let schema = try JSONSchema(try JSONDocument(#"{"pattern": "^(a+)+\\1b$"}"#))
    let document = try JSONDocument("\"\(text)\"")
    #expect(!schema.isValid(document.root))
    #expect(schema.diagnose(document.root).errors.first?.message.contains("too many steps") == true)
    // Nor does a negation turn it into an answer.
    let negated = try JSONSchema(try JSONDocument(#"{"not": {"pattern": "^(a+)+\\1b$"}}"#))
    #expect(!negated.isValid(document.root))
    #expect(!negated.diagnose(document.root).isValid)
  }

  private static let nearCases: [(name: String, names: [String], expected: String?)] = [
    ("clientID", ["clientId", "clientSecret"], "clientId"), ("client_id", ["clientId", "clientIds"], "clientId"),
    ("enviromentUrl", ["environmentUrl"], "environmentUrl"), ("acb", ["abc", "xyz"], "abc"),
    ("colour", ["name", "kind"], nil), ("a", ["b"], nil), ("ab", ["ac", "ad"], nil), ("", ["a"], nil),
    ("token", [], nil),
  ]

  @Test("the nearest name", arguments: nearCases.indices)
  func nearest(number: Int) {
    let (name, names, expected) = Self.nearCases[number]
    #expect(NearestName.nearest(to: name, among: names) == expected)
  }
}
