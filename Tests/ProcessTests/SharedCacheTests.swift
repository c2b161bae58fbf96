import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Connection specs in a folder that several processes share.
  @Suite(.timeLimit(.minutes(2))) struct SharedCacheTests {
    private static let path = "/data/foundation/flowservice/connectionSpecs/\(Samples.salesforce)"

    private static func service() throws -> LoopbackServer {
      try LoopbackServer { request in
        request.path == path
          ? .json(
            200,
            #"{"items":[{"id":"\#(Samples.salesforce)","name":"salesforce","authSpec":[{"name":"OAuth2 Client "#
              + #"Credential","spec":{"type":"object","properties":{"clientId":{"type":"string"}}}}]}]}"#,
            headers: [("ETag", "\"v1\"")])
          : .json(404, "{}")
      }
    }

    private static func environment(_ url: String, cache: String) -> [String: String] {
      [
        "AEP_BASE_URL": url, "AEP_CLIENT_ID": "acme-api-key", "AEP_ACCESS_TOKEN": "canary-token",
        "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev", "XDG_CACHE_HOME": cache,
      ]
    }

    private static func origin(_ child: ChildProcess) throws -> String? {
      try child.ask(Samples.request(1, "connection.validate", Samples.body()))["result"]?["spec"]?["origin"]?.string
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cache-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try body(folder)
    }

    @Test func oneFetchesAndTheNextHasIt() throws {
      let server = try Self.service()
      defer { server.stop() }
      try withFolder { folder in
        var origins: [String?] = []
        for _ in 0..<3 {
          let run = try SidecarProgram.run(
            ["call", "connection.validate", "-"], input: Samples.body(),
            environment: Self.environment(server.url, cache: folder))
          #expect(run.ending == .exited(0))
          origins.append(try JSONDocument(run.output).root["spec"]?["origin"]?.string)
        }
        #expect(origins == ["live", "cache", "cache"])
        #expect(server.requests.map(\.path) == [Self.path])
      }
    }

    @Test func manyAtOnce() throws {
      let server = try Self.service()
      defer { server.stop() }
      try withFolder { folder in
        let children = try (0..<8).map { _ in
          try SidecarProgram.start([], environment: Self.environment(server.url, cache: folder))
        }
        let request = Samples.request(1, "connection.validate", Samples.body())
        for child in children { try child.send(request, .line) }
        for child in children {
          let spec = try child.nextMessage()["result"]?["spec"]
          #expect(["live", "cache"].contains(spec?["origin"]?.string))
          #expect(try child.finish() == .exited(0))
          #expect(child.errorText == "")
        }
        // Whatever they did to each other, what is left is whole.
        let before = server.requests.count
        let last = try SidecarProgram.start([], environment: Self.environment(server.url, cache: folder))
        #expect(try Self.origin(last) == "cache")
        #expect(server.requests.count == before)
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        #expect(files.filter { $0.hasSuffix(".tmp") }.isEmpty)
        #expect(files.filter { $0.hasSuffix(".json") }.count == 1)
      }
    }

    /// Neither of these may keep anything from being answered, or be complained about.
    @Test(arguments: [
      ["XDG_CACHE_HOME": "", "HOME": ""], ["XDG_CACHE_HOME": "/dev/null"], ["XDG_CACHE_HOME": "/proc/1/x"],
    ])
    func noPlace(_ place: [String: String]) throws {
      let server = try Self.service()
      defer { server.stop() }
      let environment = Self.environment(server.url, cache: "").merging(place) { $1 }
      let child = try SidecarProgram.start([], environment: environment)
      #expect(try Self.origin(child) == "live")
      #expect(try child.finish() == .exited(0))
      #expect(child.errorText == "")
    }

    @Test func noPlaceIsToldToWhoWantsToKnow() throws {
      let server = try Self.service()
      defer { server.stop() }
      let child = try SidecarProgram.start(
        ["--log-level", "debug"], environment: Self.environment(server.url, cache: "/dev/null"))
      #expect(try Self.origin(child) == "live")
      #expect(try child.finish() == .exited(0))
      #expect(child.errorText.contains("could not be kept in /dev/null/flow-sidecar"))
      #expect(!child.errorText.contains("canary"))
    }
  }
}
