import Foundation
import TestSupport
import Testing

extension ProcessSuite {
  /// What the program tells people about itself, and README.md about it.
  @Suite struct HelpTests {
    private func help() throws -> String { try SidecarProgram.run(["--help"]).output }

    /// The lines under a heading of the help, up to the next blank one.
    private func section(_ heading: String) throws -> [Substring] {
      let lines = try help().split(separator: "\n", omittingEmptySubsequences: false)
      let start = try #require(lines.firstIndex(of: Substring(heading)))
      return Array(lines[(start + 1)...].prefix { !$0.isEmpty })
    }

    /// Everything in a text that looks like a long option.
    private func options(in text: some StringProtocol) -> Set<String> {
      var found: Set<String> = []
      for part in text.components(separatedBy: "--").dropFirst() {
        let name = part.prefix { $0 == "-" || ($0.isASCII && ($0.isLowercase || $0.isNumber)) }
        if name.count > 1 { found.insert("--" + name) }
      }
      return found
    }

    @Test func optionsOfTheReadme() throws {
      let readme = Set(try Readme.table(under: "## Options").flatMap { Readme.codes($0[0]) }.flatMap(options))
      let help = Set(
        try section("Options:").flatMap { options(in: $0.prefix { $0 != "(" }.components(separatedBy: "  ")[1]) })
      #expect(readme.count >= 15)
      #expect(readme == help)
    }

    @Test func defaultsOfTheReadme() throws {
      let help = try section("Options:").joined(separator: " ").replacingOccurrences(
        of: " +", with: " ", options: .regularExpression)
      var count = 0
      for row in try Readme.table(under: "## Options") where row.count == 3 {
        let option = try #require(options(in: row[0]).first)
        let words = try #require(help.components(separatedBy: "\(option) ").dropFirst().first)
        let standard = row[2].filter { $0 != "`" }
        #expect(words.components(separatedBy: " --")[0].contains("(default \(standard))"), "\(option)")
        count += 1
      }
      #expect(count >= 10)
    }

    @Test func exitCodesOfTheReadme() throws {
      let codes = try section("Exit codes:").compactMap { $0.split(separator: " ").first.flatMap { Int($0) } }
      let readme = try Readme.table(under: "## Use it from a shell").compactMap { Int($0[0]) }
      #expect(codes == [0, 1, 2, 3, 4])
      #expect(readme == codes)
    }

    @Test func everyOptionIsTaken() throws {
      for option in try section("Options:").flatMap({ options(in: $0.components(separatedBy: "  ")[1]) })
      where !["--help", "--version", "--openrpc"].contains(option) {
        // An option that is not known would be misuse; an empty value is, for most of them.
        let run = try SidecarProgram.run([option, "--no-such-option"])
        #expect(run.ending == .exited(2))
        #expect(!run.error.contains("no option \(option)"), "\(run.error)")
      }
    }

    /// One document says what a method does.
    @Test func methods() throws {
      let help = try section("Methods:").joined(separator: "\n")
      for name in try Readme.table(under: "## Methods").flatMap({ Readme.codes($0[0]) }) where name.contains(".") {
        #expect(help.contains(name), "\(name)")
      }
    }
  }
}
