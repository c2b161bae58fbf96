import Foundation
import JSON
import Testing

/// The program speaks the Bowtie harness protocol, version 1, as its implementers' documentation has it.
@Suite("schema-harness")
struct HarnessTests {
  static let draft7 = "http://json-schema.org/draft-07/schema#"

  static func talk(_ lines: [String]) throws -> [JSONValue] {
    let result = try HarnessProcess.run(HarnessProcess.path, [], input: lines.joined(separator: "\n") + "\n")
    #expect(result.status == 0, "\(result.errors)")
    return try result.output.split(separator: "\n").map { try JSONDocument(String($0)).root }
  }

  static func text(_ value: JSONValue?) -> String {
    var writer = JSONWriter()
    if let value { writer.value(value) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("start says who answers")
  func start() throws {
    let answers = try Self.talk([#"{"cmd":"start","version":1}"#, #"{"cmd":"stop"}"#])
    #expect(answers.count == 1)
    #expect(answers.first?["version"]?.integer == 1)
    let implementation = try #require(answers.first?["implementation"])
    #expect(implementation["language"]?.string == "swift")
    #expect(implementation["dialects"]?[0]?.string == Self.draft7)
    for name in ["name", "homepage", "issues", "source"] {
      #expect(implementation[JSONName(name)]?.string?.isEmpty == false, "\(name)")
    }
  }

  @Test("dialect: draft-07 and no other")
  func dialect() throws {
    let answers = try Self.talk([
      #"{"cmd":"start","version":1}"#, #"{"cmd":"dialect","dialect":"\#(Self.draft7)"}"#,
      #"{"cmd":"dialect","dialect":"https://json-schema.org/draft/2020-12/schema"}"#, #"{"cmd":"stop"}"#,
    ])
    #expect(answers.dropFirst().map(Self.text) == [#"{"ok":true}"#, #"{"ok":false}"#])
  }

  @Test("run: the sequence comes back as it was, results in order, references from the registry")
  func run() throws {
    let answers = try Self.talk([
      #"{"cmd":"start","version":1}"#,
      #"{"cmd":"run","seq":{"n":1.0},"case":{"description":"d","schema":{"$ref":"http://localhost:1234/i.json"},"#
        + #""registry":{"http://localhost:1234/i.json":{"type":"integer"}},"tests":["#
        + #"{"description":"a","instance":12},{"description":"b","instance":12.5},{"description":"c","instance":null}]}}"#,
      #"{"cmd":"run","seq":2,"case":{"description":"d","schema":false,"tests":[{"description":"a","instance":1}]}}"#,
      ##"{"cmd":"run","seq":3,"case":{"description":"d","schema":{"$ref":"#/nowhere"},"tests":[]}}"##,
      #"{"cmd":"run","seq":4,"output":"annotations","case":{"description":"d","schema":true,"tests":[{"instance":1}]}}"#,
      #"{"cmd":"stop"}"#,
    ])
    guard answers.count == 5 else {
      Issue.record("\(answers.count) answers")
      return
    }
    #expect(Self.text(answers[1]) == #"{"seq":{"n":1.0},"results":[{"valid":true},{"valid":false},{"valid":false}]}"#)
    #expect(Self.text(answers[2]) == #"{"seq":2,"results":[{"valid":false}]}"#)
    #expect(answers[3]["errored"]?.boolean == true)
    #expect(answers[3]["seq"]?.integer == 3)
    #expect(answers[3]["context"]?["message"]?.string?.contains("#/nowhere") == true)
    #expect(answers[4]["results"]?[0]?["skipped"]?.boolean == true)
  }

  @Test("what is no request ends it with a failure", arguments: ["{", "[]", #"{"cmd":"start","version":2}"#])
  func misuse(line: String) throws {
    let result = try HarnessProcess.run(HarnessProcess.path, [], input: line + "\n")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
  }
}
