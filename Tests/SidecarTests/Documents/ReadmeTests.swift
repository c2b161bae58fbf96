import FlowService
import JSON
import Testing

@Suite("README.md and the program")
struct ReadmeTests {
  /// Everything in a text that looks like a long option.
  private func options(in text: some StringProtocol) -> Set<String> {
    var found: Set<String> = []
    for part in text.split(separator: "--", omittingEmptySubsequences: false).dropFirst() {
      let name = part.prefix { $0 == "-" || ($0.isASCII && ($0.isLowercase || $0.isNumber)) }
      if name.count > 1 { found.insert("--" + name) }
    }
    return found
  }

  @Test("the options of the README, of --help and of the command line are the same")
  func options() throws {
    let readme = Set(try Readme.table(under: "## Options").flatMap { Readme.codes($0[0]) }.flatMap { options(in: $0) })
    let helpText = try PackageRoot.text("Sources/flow-sidecar/Help.swift")
    let help = try #require(helpText.split(separator: "    Options:\n").last?.split(separator: "    Environment").first)
    let arguments = try PackageRoot.text("Sources/flow-sidecar/Arguments.swift").split(separator: "\n")
      .filter { $0.contains("\"--") && !$0.contains("case \"--help\"") && !$0.contains("Misuse(message:") }
    let parsed = options(in: arguments.joined(separator: "\n")).union(["--help"])
    #expect(readme.count >= 13)
    #expect(options(in: help) == readme)
    #expect(parsed == readme)
  }

  @Test("the defaults that README and --help tell are the same")
  func defaults() throws {
    let help = try PackageRoot.text("Sources/flow-sidecar/Help.swift").split(separator: "\n")
    var count = 0
    for row in try Readme.table(under: "## Options") where row.count == 3 {
      let option = options(in: row[0]).first ?? ""
      let standard = row[2].filter { $0 != "`" }
      let line = help.first { $0.contains("  \(option) ") } ?? ""
      #expect(line.contains("(default \(standard))") || line.contains("\(standard) (default)"), "\(option)")
      count += 1
    }
    #expect(count >= 8)
  }

  @Test("the environment variables of the README are those of the program, with their defaults")
  func environment() throws {
    let rows = try Readme.table(under: "## Real credentials")
    #expect(Set(rows.map { Readme.code($0[0]) }) == Set(ConfigurationVariable.allCases.map(\.rawValue)))
    #expect(rows.count == ConfigurationVariable.allCases.count)
    func standard(_ variable: ConfigurationVariable) -> String? {
      rows.first { Readme.code($0[0]) == variable.rawValue }.flatMap { $0.count == 3 ? Readme.code($0[2]) : nil }
    }
    #expect(standard(.baseURL) == FlowServiceConfiguration.defaultBaseURL)
    #expect(standard(.imsURL) == FlowServiceConfiguration.defaultIMSURL)
  }

  @Test("the methods of the README are those of openrpc.json")
  func methods() throws {
    let readme = try Readme.table(under: "## Methods").flatMap { Readme.codes($0[0]) }
    let document = ProtocolSchemas.shared.methods.compactMap { $0["name"]?.string }
    #expect(Set(readme) == Set(document))
  }
}
