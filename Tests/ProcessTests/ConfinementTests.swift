import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Whatever stands in ids, names and sandbox names: it stays in its path segment, its query value or its header.
  @Suite(.timeLimit(.minutes(2))) struct ConfinementTests {
    private static let hostile = [
      "../../../ims/token", "..", ".", "a/b", "a\\b", "%2e%2e%2fx", "x?admin=true", "x#fragment", "x;y", "x y", "é€😀",
      "x\r\nX-Evil: 1", "x\nX-Evil: 1", "x\tX-Evil: 1", "x\u{0}y", "x\u{7F}y", "//evil.example/",
      "http://evil.example/",
      "@evil.example", "x&property=name==y", "a==b", "\"", "'", "<x>", "{x}", "x\u{85}y", "x\u{2028}y", "\u{FEFF}x",
      String(repeating: "a/", count: 2000),
    ]

    private static func program(_ server: LoopbackServer) throws -> ChildProcess {
      try SidecarProgram.start(
        [],
        environment: [
          "AEP_BASE_URL": server.url, "AEP_CLIENT_ID": "acme-api-key", "AEP_ACCESS_TOKEN": "token",
          "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
        ])
    }

    private static func quoted(_ text: String) -> String {
      var writer = JSONWriter()
      writer.string(text)
      return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func calls(_ id: String) -> [(method: String, params: String)] {
      let text = quoted(id)
      return [
        ("connection.get", #"{"id":\#(text)}"#), ("connection.delete", #"{"id":\#(text)}"#),
        ("connection.test", #"{"id":\#(text)}"#), ("connection.explore", #"{"id":\#(text),"objectType":"root"}"#),
        (
          "connection.update",
          #"{"id":\#(text),"operations":[{"op":"replace","path":"/name","value":"x"}],"etag":\#(text)}"#
        ),
        ("connection.explore", #"{"id":"\#(Samples.nobody)","objectType":"table","object":\#(text)}"#),
        ("connection.list", #"{"property":[\#(quoted("name==" + id))],"limit":1}"#),
        ("connection.list", #"{"next":\#(text)}"#), ("connection.list", #"{"orderby":\#(text)}"#),
        ("connectionSpec.get", #"{"id":\#(text)}"#), ("connectionSpec.get", #"{"name":\#(text)}"#),
        ("connection.get", #"{"id":"\#(Samples.nobody)","_meta":{"sandboxName":\#(text)}}"#),
        (
          "connection.update",
          #"{"id":"\#(Samples.nobody)","operations":[{"op":"remove","path":"/x"}],"etag":\#(text)}"#
        ),
      ]
    }

    @Test func nothingLeavesItsPlace() throws {
      let server = try LoopbackServer { _ in .json(404, #"{"errorMessage":"not found"}"#) }
      defer { server.stop() }
      let child = try Self.program(server)
      var number = 0
      for id in Self.hostile {
        for call in Self.calls(id) {
          number += 1
          let answer = try child.ask(Samples.request(number, call.method, call.params))
          #expect(answer["id"]?.integer == number)
          #expect(answer["error"] != nil, "\(call)")
        }
      }
      #expect(try child.finish() == .exited(0))
      // Some are refused before they are sent, some are sent, encoded.
      #expect(server.requests.count > 50)
      let known: Set<String> = [
        "accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "if-match",
        "if-none-match", "user-agent", "x-api-key", "x-gw-ims-org-id", "x-sandbox-name", "x-request-id",
        "cache-control",
      ]
      for request in server.requests {
        let names = Set(request.headers.map { $0.name.lowercased() })
        #expect(names.isSubset(of: known), "\(names.subtracting(known))")
        #expect(request[header: "Host"] == "127.0.0.1:\(server.port)")
        let steps = request.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        #expect(Array(steps.prefix(4)) == ["", "data", "foundation", "flowservice"], "\(request.path)")
        let rest = Array(steps.dropFirst(4))
        switch rest.count {
        case 1: #expect(["connections", "connectionSpecs"].contains(rest[0]), "\(request.path)")
        case 2: #expect(["connections", "connectionSpecs"].contains(rest[0]), "\(request.path)")
        case 3: #expect(rest[0] == "connections" && ["test", "explore"].contains(rest[2]), "\(request.path)")
        default: Issue.record("\(request.path)")
        }
        #expect(!rest.dropFirst().contains { $0 == "." || $0 == ".." || $0.isEmpty }, "\(request.path)")
        for step in rest.dropFirst().prefix(1) { #expect(Self.isWhole(step), "\(request.path)") }
        for pair in request.query?.split(separator: "&", omittingEmptySubsequences: false) ?? [] {
          checkParameter(pair, of: request)
        }
        for name in ["If-Match", "x-sandbox-name"] {
          guard let value = request[header: name] else { continue }
          // An etag that is not in quotes is put in them.
          let isAsGiven = Self.hostile.contains { value == $0 || value == "\"\($0)\"" }
          #expect(value == "dev" || isAsGiven, "\(name): \(value)")
        }
      }
    }

    /// A parameter is one that was asked for, its value is what was asked, and every character that could end the one or
    /// begin another is encoded.
    ///
    /// The equals sign is none: a query is split at "&" and a parameter at its first "=". So `x?admin=true` arrives as
    /// `object=x%3Fadmin=true`, one parameter with that value.
    private func checkParameter(_ pair: Substring, of request: LoopbackRequest) {
      guard let equals = pair.firstIndex(of: "=") else {
        Issue.record("\(request.target)")
        return
      }
      let (name, value) = (String(pair[..<equals]), pair[pair.index(after: equals)...])
      #expect(value.utf8.allSatisfy(Self.mayStandInQuery), "\(request.target)")
      guard let meant = Self.decoded(value) else {
        Issue.record("\(request.target)")
        return
      }
      switch name {
      case "property":
        #expect(Self.hostile.contains { meant == "name==" + $0 || meant == "name==\"\($0)\"" }, "\(request.target)")
      case "object", "orderby", "continuationToken": #expect(Self.hostile.contains(meant), "\(request.target)")
      case "objectType": #expect(["root", "table"].contains(meant), "\(request.target)")
      case "limit": #expect(Int(meant) != nil, "\(request.target)")
      default: Issue.record("\(request.target)")
      }
    }

    /// RFC 3986's unreserved characters, escapes, and the two that Flow Service documents unescaped in its filters.
    private static func mayStandInQuery(_ byte: UInt8) -> Bool {
      let character = Character(UnicodeScalar(byte))
      return character.isASCII && (character.isLetter || character.isNumber || "-._~%=,".contains(character))
    }

    /// Foundation's `removingPercentEncoding` leaves out a byte order mark.
    private static func decoded(_ text: Substring) -> String? {
      let pieces = text.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
      var bytes = Array(pieces[0])
      for piece in pieces.dropFirst() {
        guard piece.count >= 2, let byte = UInt8(String(decoding: piece.prefix(2), as: UTF8.self), radix: 16) else {
          return nil
        }
        bytes.append(byte)
        bytes += piece.dropFirst(2)
      }
      return String(validating: bytes, as: UTF8.self)
    }

    /// Whether a segment of a path is, decoded, one of the ids that were asked for.
    private static func isWhole(_ segment: String) -> Bool {
      guard let meant = decoded(segment[...]) else { return false }
      return meant == Samples.nobody || hostile.contains(meant)
    }

    /// No core file, in which the secrets of a process that crashes would lie about.
    @Test func noCoreFile() throws {
      let child = try ChildProcess(
        "/bin/sh", ["-c", "ulimit -c unlimited 2>/dev/null; exec \"$0\" --simulate", SidecarProgram.path])
      #expect(try child.ask(Samples.ping)["result"] != nil)
      #if os(Linux)
        let limits = try String(contentsOfFile: "/proc/\(child.identifier)/limits", encoding: .utf8)
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        let words = line.dropFirst("Max core file size".count).split(separator: " ")
        #expect(words.first == "0")
      #endif
      #expect(try child.finish() == .exited(0))
    }

    /// `info` tells what the answers of the program were made with.
    @Test func versions() throws {
      let server = try LoopbackServer { _ in .json(404, "{}") }
      defer { server.stop() }
      let child = try Self.program(server)
      let info = try child.ask(Samples.request(1, "info"))["result"]
      #expect(info?["version"]?.string?.isEmpty == false)
      #expect(info?["protocolVersion"]?.string?.isEmpty == false)
      #expect(info?["libcurl"]?.string?.hasPrefix("libcurl/") == true)
      #expect(info?["libcurl"]?.string?.contains("SSL") == true || info?["libcurl"]?.string?.contains("TLS") == true)
      #expect(try child.finish() == .exited(0))
    }
  }
}
