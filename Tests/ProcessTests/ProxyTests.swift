import Foundation
import JSON
import TestSupport
import Testing

extension ProcessSuite {
  /// Proxies, as the environment names them.
  @Suite struct ProxyTests {
    private static func get(_ environment: [String: String]) throws -> (answer: JSONValue, text: String) {
      let child = try SidecarProgram.start(["--log-level", "debug"], environment: environment)
      let meta = #""_meta":{"timeoutMs":4000}"#
      let answer = try child.ask(
        Samples.request(1, "connection.get", #"{"id":"\#(ServiceTests.connection)",\#(meta)}"#))
      #expect(try child.finish() == .exited(0))
      return (answer, String(decoding: answer.rawBytes, as: UTF8.self) + child.errorText)
    }

    /// The address of a service that is not on this machine, with more variables.
    private static func elsewhere(path: String = "", _ more: [String: String]) -> [String: String] {
      ServiceTests.environment("https://elsewhere.example\(path)").merging(more) { $1 }
    }

    @Test(arguments: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
    func aProxyThatRefuses(_ variable: String) throws {
      let proxy = try LoopbackServer(answers: [.json(403, "{}")])
      defer { proxy.stop() }
      let (answer, text) = try Self.get(
        Self.elsewhere([variable: "http://somebody:canary-proxy@127.0.0.1:\(proxy.port)"]))
      #expect(answer["error"]?["data"]?["kind"]?.string == "unreachable")
      #expect(!text.contains("canary"), "\(text)")
      let asked = try #require(proxy.requests.first)
      #expect(asked.method == "CONNECT" && asked.target == "elsewhere.example:443")
      #expect(asked[header: "Proxy-Authorization"]?.hasPrefix("Basic ") == true)
      // What is for the service is not for the proxy.
      #expect(asked[header: "Authorization"] == nil && asked[header: "x-api-key"] == nil)
    }

    @Test(arguments: [("no_proxy", "elsewhere.example"), ("NO_PROXY", "a.test,.example"), ("no_proxy", "*")])
    func aHostThatNeedsNone(_ variable: String, _ hosts: String) throws {
      let proxy = try LoopbackServer(answers: [.json(403, "{}")])
      defer { proxy.stop() }
      let (answer, _) = try Self.get(Self.elsewhere(["https_proxy": proxy.url, variable: hosts]))
      #expect(answer["error"]?["data"]?["kind"]?.string == "unreachable")
      #expect(proxy.connectionCount == 0)
    }

    @Test func thisMachineNeedsNone() throws {
      let proxy = try LoopbackServer(answers: [.json(403, "{}")])
      defer { proxy.stop() }
      let service = try ServiceTests.service(initializingLooks: 0)
      defer { service.stop() }
      let (answer, _) = try Self.get(
        ServiceTests.environment(service.url).merging(["http_proxy": proxy.url, "all_proxy": proxy.url]) { $1 })
      #expect(answer["result"]?["state"]?.string == "enabled")
      #expect(proxy.connectionCount == 0)
    }

    /// The whole way: through the proxy to a service that only the proxy can find, with TLS from end to end.
    @Test(
      .enabled(
        if: ["nginx", "openssl", "python3"].allSatisfy(TestEnvironment.has),
        "needs nginx (nginx-light), openssl and python3"))
    func throughATunnel() throws {
      let front = try TLSFront()
      let service = try ServiceTests.service(initializingLooks: 0)
      defer { service.stop() }
      let script = SidecarProgram.file("Tests/ProcessTests/Drivers/tunnel.py").path
      let python = try #require(TestEnvironment.path(of: "python3"))
      let proxy = try ChildProcess(python, [script, "\(front.addresses.port(.otherHost))"], input: .null)
      let port = try #require(try proxy.readLine())
      let (answer, text) = try Self.get(
        Self.elsewhere(
          path: "/plain/\(service.port)",
          [
            "https_proxy": "http://somebody:canary-proxy@127.0.0.1:\(port)",
            "SSL_CERT_FILE": front.addresses.authority,
          ]))
      #expect(answer["result"]?["state"]?.string == "enabled")
      #expect(!text.contains("canary-proxy"))
      let told = try #require(try proxy.readLine())
      #expect(told.hasPrefix("elsewhere.example:443 basic "))
      #expect(try front.stop().map(\.version) == ["HTTP/2.0"])
    }
  }
}
