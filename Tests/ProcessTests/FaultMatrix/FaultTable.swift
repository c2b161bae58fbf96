/// The outcome of the fault matrix, for people.
struct FaultTable {
  let rows: [ScenarioRun.Row]
  /// The version of HTTP that was spoken; empty where nothing was.
  let version: (ScenarioRun.Row) -> String

  var text: String {
    let head = ["fault", "method", "protocol", "answer", "connections", "attempts", "ms"]
    let cells = rows.map { row in
      [
        row.fault, row.method.rawValue, version(row).isEmpty ? "none" : version(row), row.answer, "\(row.made)",
        "\(row.attempts)",
        "\(row.milliseconds)",
      ]
    }
    let widths = head.indices.map { column in ([head] + cells).map { $0[column].count }.max() ?? 0 }
    return ([head, widths.map { String(repeating: "-", count: $0) }] + cells)
      .map { line in
        let padded = zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return "| \(padded.joined(separator: " | ")) |"
      }
      .joined(separator: "\n")
  }
}
