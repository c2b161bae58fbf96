import JSON

/// What a one-shot call came to, in plain words.
struct CallReport {
  let text: String
  let isSuccess: Bool

  /// The words for an answer; with the text of the params at hand, problems are told with line and column.
  init(answer: JSONValue, params: JSONDocument?, source: String) {
    var lines: [String] = []
    if let error = answer["error"] {
      let data = error["data"]
      let problems = data?["errors"]?.elements ?? []
      if problems.isEmpty {
        lines.append("error: \(error["message"]?.string ?? "the call failed")")
        if let detail = data?["detail"]?.string {
          lines.append("  \(data?["httpStatus"] == nil ? "detail" : "Flow Service says"): \(detail)")
        }
        if let hint = data?["hint"]?.string { lines.append("  hint: \(hint)") }
        if let missing = data?["missing"], missing.count > 0 {
          lines.append("  set: \(missing.elements.compactMap(\.string).joined(separator: ", "))")
        }
        if let id = data?["id"]?.string { lines.append("  connection: \(id)") }
        for found in data?["found"]?.elements ?? [] {
          let members = ["id", "name", "state"].compactMap { found[$0]?.string }
          lines.append("  found: \(members.joined(separator: ", "))")
        }
        if let state = data?["remoteState"]?.string { lines.append("  at Flow Service: \(state)") }
        if let delay = data?["retryAfterMs"]?.integer { lines.append("  try again after: \(delay) ms") }
        if let id = data?["requestId"]?.string { lines.append("  request id: \(id)") }
      }
      lines += Self.lines("error", problems, params, source)
      lines += Self.lines("warning", data?["warnings"]?.elements ?? [], params, source)
      isSuccess = false
    } else {
      let result = answer["result"]
      lines += Self.lines("error", result?["errors"]?.elements ?? [], params, source)
      lines += Self.lines("warning", result?["warnings"]?.elements ?? [], params, source)
      isSuccess = result?["valid"]?.boolean != false
    }
    text = lines.map { $0 + "\n" }.joined()
  }

  private static func lines(
    _ label: String, _ problems: [JSONValue], _ params: JSONDocument?, _ source: String
  ) -> [String] {
    problems.map { problem in
      let pointer = problem["instanceLocation"]?.string ?? ""
      let place = params.flatMap { position(of: pointer, in: $0) }.map { "\(source):\($0.line):\($0.column): " } ?? ""
      let location = pointer.isEmpty ? "" : "\(pointer): "
      return "\(place)\(label): \(location)\(problem["message"]?.string ?? "")"
    }
  }

  private static func position(of pointer: String, in params: JSONDocument) -> TextPosition? {
    JSONPointer(parsing: pointer)?.resolve(in: params.root.cursor)
      .map { TextPosition(of: $0.range.lowerBound, in: params.bytes) }
  }

  /// The words for params that are not JSON.
  static func unreadable(_ error: JSONParseError, source: String) -> String {
    "\(source):\(error.position.line):\(error.position.column): error: \(error.message)\n"
      + (error.hint.map { "  hint: \($0)\n" } ?? "")
  }
}
