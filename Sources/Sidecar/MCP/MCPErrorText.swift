import JSON
import JSONRPC

/// An error in words that a model can act on: what is wrong, all of it and where, what to do about it, and what a
/// decision may depend on. And the words for what `connection_validate` has found.
struct MCPErrorText {
  let text: String

  init(_ error: ErrorObject) {
    let data = ProtocolDocument.document(written: error.data).root
    var lines = Self.lines(data)
    if data["errors"]?.count ?? 0 == 0 { lines.insert(error.message, at: 0) }
    if let detail = data["detail"]?.string { lines.append("Detail: \(detail)") }
    if let hint = data["hint"]?.string { lines.append("Hint: \(hint)") }
    var facts = JSONWriter()
    facts.beginObject()
    for (name, value) in data.members where !["errors", "warnings", "detail", "hint"].contains(name) {
      facts.name(name)
      facts.value(value)
    }
    facts.endObject()
    lines.append("Error \(error.code.rawValue): \(String(decoding: facts.bytes, as: UTF8.self))")
    text = lines.joined(separator: "\n")
  }

  /// The words for a report, if it tells of anything.
  init?(report: [UInt8]) {
    let lines = Self.lines(ProtocolDocument.document(written: report).root)
    guard !lines.isEmpty else { return nil }
    text = lines.joined(separator: "\n")
  }

  /// The problems and warnings of an object.
  private static func lines(_ object: JSONValue) -> [String] {
    let problems = object["errors"]?.elements ?? []
    let warnings = object["warnings"]?.elements ?? []
    var lines: [String] = []
    if !problems.isEmpty {
      lines.append(
        problems.count == 1 ? "The arguments have a problem:" : "The arguments have \(problems.count) problems:")
      lines += problems.map(line)
    }
    if !warnings.isEmpty {
      lines.append(warnings.count == 1 ? "One thing is doubtful:" : "\(warnings.count) things are doubtful:")
      lines += warnings.map(line)
    }
    return lines
  }

  private static func line(_ problem: JSONValue) -> String {
    let place = problem["instanceLocation"]?.string ?? ""
    return "- \(place.isEmpty ? "" : "\(place): ")\(problem["message"]?.string ?? "")"
  }
}
