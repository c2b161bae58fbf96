/// README.md, by its headings and tables.
package enum Readme {
  struct Missing: Error {
    let heading: String
  }

  /// The text under a heading, up to the next of its level or above.
  package static func section(_ heading: String) throws -> [Substring] {
    let lines = try String(decoding: SidecarProgram.bytes("README.md"), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0 == heading }) else { throw Missing(heading: heading) }
    let section = lines[(start + 1)...]
    return Array(section.prefix { !$0.hasPrefix("## ") })
  }

  /// The cells of the last table under a heading, without its head.
  package static func table(under heading: String) throws -> [[String]] {
    let rows = try section(heading).filter { $0.hasPrefix("| ") }
    guard rows.count > 2 else { throw Missing(heading: heading) }
    return rows.dropFirst(2).map { row in
      row.dropFirst(2).split(separator: " |").map { String($0).trimmedBlanks }
    }
  }

  /// What stands between the first two backquotes.
  package static func code(_ cell: String) -> String { codes(cell).first ?? "" }

  /// Everything that stands between backquotes.
  package static func codes(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

extension String {
  fileprivate var trimmedBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
