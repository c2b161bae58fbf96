import JSON
import Testing

/// The params of a create, and everything that is said about them.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let title: String
  let params: String
  /// As `GoldenCase.told` writes it.
  let told: String

  /// A sample with changes.
  init(_ title: String, _ sample: String, _ edits: Edit..., told: String) {
    self.title = title
    params = sample.edited(edits)
    self.told = told
  }

  var testDescription: String { title }

  /// A result of `connection.validate` in a form that is easily read: first the verdict and the connection spec, then
  /// two lines for each problem.
  static func told(_ report: JSONValue) -> String {
    var lines = [report["valid"]?.boolean == true ? "valid" : "not valid"]
    if let spec = report["spec"] {
      let words = ["name", "origin", "provenance"].compactMap { spec[JSONName($0)]?.string }
      lines[0] += " (\(words.joined(separator: ", ")))"
    }
    for (name, kind) in [("errors", "error"), ("warnings", "warning")] as [(JSONName, String)] {
      for problem in report[name]?.elements ?? [] { lines += self.lines(problem, kind) }
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ problem: JSONValue, _ kind: String) -> [String] {
    let place = problem["instanceLocation"]?.string ?? "nowhere"
    let rule = problem["keywordLocation"]?.string ?? "nothing"
    let keyword = problem["keyword"]?.string ?? "nothing"
    let meant = problem["suggestion"].map { ", meant \($0.text)" } ?? ""
    return [
      "\(kind) at \(place.isEmpty ? "the params" : place): \(keyword) by \(rule)\(meant)",
      "  " + (problem["message"]?.string ?? ""),
    ]
  }
}
