import Foundation
import JSON

/// Compares messages with what a transcript expects, and keeps what its names stand for.
package struct TranscriptMatcher {
  /// The JSON text that each name in use stands for: `"<uuid:connection>"` by `<uuid:connection>`.
  private var captured: [String: String] = [:]

  package init() {}

  /// A line with the names replaced by what they stand for.
  package func filled(_ line: String) -> String {
    captured.reduce(line) { $0.replacingOccurrences(of: "\"\($1.key)\"", with: $1.value) }
  }

  /// Why the message is not what was expected; nil if it is. Only then are names kept.
  package mutating func mismatch(expected: String, actual message: String) throws -> String? {
    let expected = try JSONDocument(filled(expected)).root
    let actual: JSONValue
    do { actual = try JSONDocument(message).root } catch { return "the message is not JSON: \(error)" }
    var names: [String: String] = [:]
    if let reason = compare(expected, actual, "", &names) { return reason }
    captured.merge(names) { $1 }
    return nil
  }

  private static let open = "<...>"

  private func compare(
    _ expected: JSONValue, _ actual: JSONValue, _ path: String, _ names: inout [String: String]
  ) -> String? {
    let place = path.isEmpty ? "the message" : path
    if let word = expected.string, let wildcard = Wildcard(word) {
      guard wildcard.accepts(actual) else {
        return "\(place): expected \(word), found \(String(decoding: actual.rawBytes, as: UTF8.self))"
      }
      guard wildcard.isNamed else { return nil }
      let text = String(decoding: actual.rawBytes, as: UTF8.self)
      if let known = names[word], known != text { return "\(place): \(word) is \(known) already, found \(text)" }
      names[word] = text
      return nil
    }
    switch (expected.kind, actual.kind) {
    case (.object, .object): return compareMembers(expected, actual, path, &names)
    case (.array, .array):
      guard expected.count == actual.count else {
        return "\(place): expected \(expected.count) elements, found \(actual.count)"
      }
      for (index, pair) in zip(expected.elements, actual.elements).enumerated() {
        if let reason = compare(pair.0, pair.1, "\(path)/\(index)", &names) { return reason }
      }
      return nil
    case (.number, .number):
      if expected.cursor.number.compare(actual.cursor.number) == 0 { return nil }
    case (.string, .string):
      if expected.string.map({ Array($0.utf8) }) == actual.string.map({ Array($0.utf8) }) { return nil }
    default:
      if expected.kind == actual.kind { return nil }
    }
    let found = String(decoding: actual.rawBytes.prefix(400), as: UTF8.self)
    return "\(place): expected \(String(decoding: expected.rawBytes.prefix(400), as: UTF8.self)), found \(found)"
  }

  private func compareMembers(
    _ expected: JSONValue, _ actual: JSONValue, _ path: String, _ names: inout [String: String]
  ) -> String? {
    var isOpen = false
    var known: Set<String> = []
    for (name, value) in expected.members {
      if name == Self.open {
        isOpen = true
        continue
      }
      known.insert(name)
      let found = actual[JSONName(name)]
      if value.string == "<absent>" {
        if found != nil { return "\(path)/\(name) must not be there" }
        continue
      }
      guard let found else { return "\(path)/\(name) is missing" }
      if let reason = compare(value, found, "\(path)/\(name)", &names) { return reason }
    }
    guard !isOpen else { return nil }
    return actual.members.first { !known.contains($0.name) }.map { "\(path)/\($0.name) was not expected" }
  }
}

/// A string that stands for values of some kind.
private struct Wildcard {
  private let kind: Substring
  let isNamed: Bool

  init?(_ word: String) {
    guard word.hasPrefix("<"), word.hasSuffix(">") else { return nil }
    let parts = word.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
    guard let kind = parts.first, ["string", "integer", "uuid", "etag", "any"].contains(kind) else { return nil }
    self.kind = kind
    isNamed = parts.count == 2
  }

  func accepts(_ value: JSONValue) -> Bool {
    switch kind {
    case "string": return value.kind == .string
    case "integer": return value.kind == .number && value.cursor.number.isInteger
    case "uuid": return value.string.flatMap(UUID.init(uuidString:)) != nil
    case "etag": return value.string.map { $0.count > 2 && $0.first == "\"" && $0.last == "\"" } ?? false
    default: return true
    }
  }
}
