import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// The recipes of clients/shell, as they stand there, against a service that keeps what is made.
  @Suite(
    .enabled(if: ["bash", "jq", "column"].allSatisfy(TestEnvironment.has), "needs bash, jq and column"),
    .timeLimit(.minutes(2))) struct CookbookTests
  {
    /// A folder to work in, with the program on the PATH and clients/ beside it.
    private final class Kitchen {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kitchen-\(UUID().uuidString)").path
      let service: StandInService

      init() throws {
        service = try StandInService()
        try FileManager.default.createDirectory(atPath: "\(folder)/bin", withIntermediateDirectories: true)
        for (name, target) in [
          ("bin/flow-sidecar", SidecarProgram.path), ("clients", SidecarProgram.file("clients").path),
        ] {
          try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: target)
        }
      }

      deinit {
        service.stop()
        try? FileManager.default.removeItem(atPath: folder)
      }

      func write(_ text: String, _ name: String) throws {
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
      }

      func read(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

      func run(_ script: String) throws -> (ending: ChildProcess.Ending, output: String, error: String) {
        let path = try #require(TestEnvironment.path(of: "bash"))
        let child = try ChildProcess(
          path, ["-euo", "pipefail", "-c", "cd \"$KITCHEN\"\n\(script)"],
          environment: [
            "KITCHEN": folder, "PATH": "\(folder)/bin:/usr/bin:/bin", "XDG_CACHE_HOME": folder, "LC_ALL": "C.UTF-8",
            "AEP_BASE_URL": service.url, "AEP_IMS_URL": service.url, "AEP_CLIENT_ID": "acme-api-key",
            "AEP_CLIENT_SECRET": "acme-secret", "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
          ], input: .null)
        let ending = try child.finish()
        return (ending, String(decoding: child.outputBytes, as: UTF8.self), child.errorText)
      }
    }

    /// The code blocks of the cookbook in a language, each under its heading.
    private func blocks(_ language: String) throws -> [(heading: String, code: String)] {
      let text = String(decoding: try SidecarProgram.bytes("clients/shell/COOKBOOK.md"), as: UTF8.self)
      var blocks: [(String, String)] = []
      var heading = ""
      var code: [Substring]?
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if let lines = code {
          if line == "```" {
            blocks.append((heading, lines.joined(separator: "\n") + "\n"))
            code = nil
          } else {
            code = lines + [line]
          }
        } else if line == "```\(language)" {
          code = []
        } else if line.hasPrefix("## ") {
          heading = String(line.dropFirst(3))
        }
      }
      return blocks
    }

    @Test func everyRecipe() throws {
      let kitchen = try Kitchen()
      try kitchen.write(try #require(try blocks("csv").first?.code), "accounts.csv")
      var outputs: [String: String] = [:]
      for (heading, code) in try blocks("sh") {
        let run = try kitchen.run(code)
        #expect(run.ending == .exited(0), "\(heading): \(run.error)")
        outputs[heading, default: ""] += run.output
        if heading.hasPrefix("Create many") { #expect(run.error.contains("not all are enabled"), "\(run.error)") }
      }
      #expect(outputs.count == 8)
      let check = try #require(outputs["Check everything before anything is made"])
      #expect(check.hasPrefix("2\t/auth/params/apiVersion\t") && check.contains("60.0"), "\(check)")
      let report = try kitchen.read("report.tsv").split(separator: "\n")
      #expect(report.count == 3)
      #expect(report[1].hasPrefix("2\tAcme, Inc.\tenabled\t"))
      #expect(report[2].hasPrefix("3\tMüller & Söhne\tfailed\t/auth/params/apiVersion: "), "\(report[2])")
      let table = try #require(outputs["Report as a table"]).split(separator: "\n")
      #expect(table.count == 2 && table.allSatisfy { $0.contains(" enabled ") }, "\(table)")
      let waited = try #require(outputs["Wait for connections that are there"]).split(separator: "\n")
      #expect(waited.count == 2 && waited.allSatisfy { $0.contains("\tenabled\t") }, "\(waited)")
      #expect(outputs["One connection in a script"] == "enabled\n")
      // Bodies and secrets are for their owner.
      let mode = try FileManager.default.attributesOfItem(atPath: "\(kitchen.folder)/bodies.json")[.posixPermissions]
      #expect(mode as? Int == 0o600)
      // Once from the file, where the second was refused, then found and made; and one more by call.
      #expect(kitchen.service.made.map(\.name) == ["Acme, Inc.", "Müller & Söhne", "Acme, Inc."])
    }

    @Test func mendingNamesAndValues() throws {
      let kitchen = try Kitchen()
      let wrong = Samples.body("Acme").replacingOccurrences(of: #""clientId""#, with: #""client_id""#)
        .replacingOccurrences(of: #""60.0""#, with: #""60""#)
      try kitchen.write("\(Samples.body("First"))\n\(wrong)\n", "bodies.json")
      let recipe = try #require(try blocks("sh").first { $0.heading.hasPrefix("Mend") })
      let run = try kitchen.run(recipe.code + "jq -S . mended.json")
      let right = try kitchen.run("jq -S --arg name Acme '., (.name = $name)' <<<'\(Samples.body("First"))'")
      #expect(run.output == right.output && !run.output.isEmpty, "\(run.error)")
    }

    // MARK: From a CSV file

    /// A thousand accounts, in a file that has everything in it that CSV allows.
    private static func accounts(_ count: Int) -> String {
      var lines = ["\u{FEFF}name,environmentUrl,clientId,clientSecret,apiVersion,\"a note, unused\"\r"]
      for index in 0..<count {
        let scenario = index % 100 == 7 ? " simulate:403" : ""
        let version = index % 100 == 9 ? "60" : "60.0"
        let secret = "\"canary-of-a-cookbook,\"\"\(index)\"\"\""
        lines.append(
          "\"Müller, \"\"\(index)\"\"\n😀\(scenario)\",https://acme.my.salesforce.com,id\(index),\(secret),\(version),\r"
        )
      }
      return lines.joined(separator: "\n")
    }

    @Test func aThousandRows() throws {
      let kitchen = try Kitchen()
      try kitchen.write(Self.accounts(1000), "accounts.csv")
      // Few at once, so that many are told to come again.
      let run = try kitchen.run(
        "clients/shell/connections-from-csv.sh --rounds 40 accounts.csv --simulate --max-in-flight 100")
      #expect(run.ending == .exited(1))
      let rows = run.output.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
      try #require(rows.count == 1001, "\(run.error)")
      for (index, row) in rows.dropFirst().enumerated() {
        #expect(row[0] == "\(index + 2)")
        #expect(row[1].hasPrefix(#"Müller, "\#(index)"\n😀"#))
        switch index % 100 {
        case 7: #expect(row[2] == "failed" && row[3].contains("403"))
        case 9: #expect(row[2] == "failed" && row[3].hasPrefix("/auth/params/apiVersion: "))
        default: #expect(row[2] == "enabled" && UUID(uuidString: String(row[3])) != nil, "\(row)")
        }
      }
      #expect(Set(rows.filter { $0[2] == "enabled" }.map { $0[3] }).count == 980)
      #expect(run.error.hasPrefix("round 2: "), "\(run.error)")
      #expect(!(run.output + run.error).contains("canary-of-a-cookbook"))
    }

    @Test func aFileInWhichNothingIsWrong() throws {
      let kitchen = try Kitchen()
      try kitchen.write(Self.accounts(5), "accounts.csv")
      let run = try kitchen.run(
        "clients/shell/connections-from-csv.sh accounts.csv --simulate | cut -f 3 | sort | uniq -c")
      #expect(run.ending == .exited(0), "\(run.error)")
      #expect(run.output.split(whereSeparator: \.isWhitespace) == ["5", "enabled", "1", "state"], "\(run.output)")
      #expect(run.error == "")
      // What is there is found.
      let csv = try #require(try blocks("csv").first?.code).replacingOccurrences(of: ",60\n", with: ",60.0\n")
      try kitchen.write(csv, "accounts.csv")
      for _ in 0..<2 {
        let again = try kitchen.run("clients/shell/connections-from-csv.sh accounts.csv")
        #expect(again.ending == .exited(0), "\(again.output) \(again.error)")
      }
      #expect(kitchen.service.made.count == 2)
    }
  }
}
