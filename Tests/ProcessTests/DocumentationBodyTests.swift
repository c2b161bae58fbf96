import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Request bodies as they are printed in documentation, with its misprints: `params` has no brace of its own, and one
  /// value lacks its closing quote. As printed they are told where and what; mended they pass.
  @Suite struct DocumentationBodyTests {
    struct Printed: Sendable, CustomTestStringConvertible {
      let specName: String
      let credentials: [(name: String, value: String)]
      /// The value that is printed without its closing quote.
      var unclosed: String?
      let warnings: Int

      var testDescription: String { specName }

      func text(mended: Bool) -> String {
        let lines = credentials.map { credential in
          let quote = credential.name == unclosed && !mended ? "" : "\""
          let value = credential.value == "true" ? "true" : "\"\(credential.value)\(quote)"
          return "        \"\(credential.name)\": \(value)"
        }
        return """
          {
            "name": "Acme Salesforce account",
            "description": "Salesforce account of Acme",
            "auth": {
              "specName": "\(specName)",
              "params":\(mended ? " {" : "")
          \(lines.joined(separator: ",\n"))
              }
            },
            "connectionSpec": {
              "id": "\(Samples.salesforce)",
              "version": "1.0"
            }
          }
          """
      }
    }

    static let bodies = [
      Printed(
        specName: "Basic Authentication",
        credentials: [
          ("environmentUrl", "https://acme-enterprise-3126.my.salesforce.com"), ("username", "acme-salesforce"),
          ("password", "xxxx"), ("securityToken", "xxxx"),
        ], warnings: 1),
      Printed(
        specName: "OAuth2 Client Credential",
        credentials: [
          ("environmentUrl", "https://acme-enterprise-3126.my.salesforce.com"), ("clientId", "xxxx"),
          ("clientSecret", "xxxx"), ("apiVersion", "60.0"), ("includeDeletedObjects", "true"),
        ], warnings: 0),
      Printed(
        specName: "OAuth2 JWT Token Credential",
        credentials: [
          ("jwtToken", "{JWT_TOKEN}"), ("clientId", "xxxx"), ("clientSecret", "xxxx"),
          ("instanceUrl", "https://acme-enterprise-3126.my.salesforce.com"),
        ], unclosed: "jwtToken", warnings: 0),
    ]

    /// The line of the body that the message has to point at, and what it has to say is missing.
    private func fault(of printed: Printed) -> (line: Int, missing: String) {
      // With both misprints the reader comes to the open string first, in the line after "params".
      printed.unclosed == nil ? (7, "{") : (7, "\"")
    }

    @Test(arguments: bodies)
    func asPrintedInAFile(_ printed: Printed) throws {
      let file = try TemporaryFile(printed.text(mended: false))
      let run = try SidecarProgram.run(["call", "connection.validate", file.path, "--simulate"])
      let expected = fault(of: printed)
      #expect(run.ending == .exited(1))
      #expect(run.output == "")
      #expect(run.error.hasPrefix("\(file.path):\(expected.line):"), "\(run.error)")
      #expect(run.error.contains("hint:") && run.error.contains("missing"), "\(run.error)")
      #expect(run.error.contains(expected.missing), "\(run.error)")
      #expect(!run.error.contains("xxxx"))
    }

    @Test(arguments: bodies)
    func withTheQuoteButWithoutTheBrace(_ printed: Printed) throws {
      var printed = printed
      printed.unclosed = nil
      let file = try TemporaryFile(printed.text(mended: false))
      let run = try SidecarProgram.run(["call", "connection.validate", file.path, "--simulate"])
      #expect(run.ending == .exited(1))
      #expect(run.error.hasPrefix("\(file.path):7:"), "\(run.error)")
      #expect(run.error.contains("a \"{\" seems to be missing before line 7"), "\(run.error)")
    }

    @Test(arguments: bodies)
    func asPrintedInAMessage(_ printed: Printed) throws {
      // The body as the params of a message over many lines: its first line stands behind "params", on line 4.
      let message = { (mended: Bool) in
        "{\n  \"jsonrpc\": \"2.0\", \"id\": 1,\n  \"method\": \"connection.validate\",\n  \"params\": "
          + printed.text(mended: mended) + "\n}\n"
      }
      let run = try SidecarProgram.run(["--simulate"], input: message(false) + Samples.ping + "\n")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(run.ending == .exited(0))
      let error = try #require(try JSONDocument(lines.first ?? "").root["error"])
      #expect(error["code"]?.integer == -32700)
      #expect(error["data"]?["line"]?.integer == fault(of: printed).line + 3)
      #expect(error["data"]?["hint"]?.string?.contains("missing") == true)
      #expect(error["data"]?["hint"]?.string?.contains(fault(of: printed).missing) == true)
      #expect(!run.output.contains("xxxx"))
      // One answer for one broken message, and the next is served.
      #expect(lines.dropFirst() == [Samples.pong], "\(run.output)")

      let mended = try SidecarProgram.run(["--simulate"], input: message(true))
      let result = try #require(try JSONDocument(mended.output).root["result"])
      #expect(result["valid"]?.boolean == true)
      #expect(result["warnings"]?.count == printed.warnings)
    }

    @Test(arguments: bodies, ["connection.validate", "connection.create"])
    func mended(_ printed: Printed, _ method: String) throws {
      let file = try TemporaryFile(printed.text(mended: true))
      let run = try SidecarProgram.run(["call", method, file.path, "--simulate"])
      #expect(run.ending == .exited(0), "\(run.error)")
      let result = try JSONDocument(run.output).root
      if method == "connection.validate" {
        #expect(result["valid"]?.boolean == true)
      } else {
        #expect(result["id"]?.string?.count == 36)
      }
      // Warnings are told to whoever looks, and change nothing.
      #expect(run.error.split(separator: "\n").count == printed.warnings, "\(run.error)")
    }
  }
}
