import Foundation
import JSON
import JSONRPC
import Sidecar
import Synchronization
import TestSupport
import Testing

@testable import FlowService

/// A whole sidecar in the process, and a Flow Service on a real socket that serves connection specs as a test says.
final class SpecBench {
  static let salesforce = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"

  /// Answers of Flow Service to a request for a connection spec; creates always succeed.
  typealias Specs = @Sendable (LoopbackRequest) -> LoopbackAnswer

  /// What may be changed about the sidecar.
  struct Setup {
    var policy = LiveConnectionSpecs.Policy()
    /// The environment that the place of the cache follows from.
    var environment: [String: String] = [:]
    var isConfigured = true
    /// How far the clock is ahead.
    var ahead = Duration.zero
  }

  let server: LoopbackServer
  let output = Output()
  let session: Session
  let reader: SessionReader
  let cache: ConnectionSpecCache?
  private let loop = EventLoop()

  init(_ specs: @escaping Specs, _ change: (inout Setup) -> Void = { _ in }) throws {
    server = try LoopbackServer { request in
      if request.path.hasSuffix("/connections"), request.method == "POST" {
        return .json(201, #"{"id":"4cb0c374-d3bb-4557-b139-5712880adc55","etag":"\"1\""}"#)
      }
      return specs(request)
    }
    var setup = Setup()
    change(&setup)
    let ahead = Int64(setup.ahead.wholeMilliseconds)
    setup.policy.wallClock = WallClock { WallClock.system.milliseconds + ahead }
    var configuration = FlowServiceConfiguration(baseURL: server.url)
    if setup.isConfigured {
      configuration = FlowServiceConfiguration(
        baseURL: server.url, orgID: "ORG@AdobeOrg", clientID: "client",
        credentials: .accessToken(Secret("canary-token")),
        sandbox: .named("dev"))
    }
    var options = FlowServiceClient.Options()
    options.retry = .never
    let client = FlowServiceClient(
      configuration, transport: NetworkTransport(on: loop, NetworkTransport.Options(version: "test")), time: loop,
      executor: loop, options: options)
    // Every bench has a port of its own, so what is shared by two of them needs a service that is named alike.
    var named = configuration
    named.baseURL = "https://flow.test"
    cache = ConnectionSpecCache(environment: setup.environment, configuration: named)
    let live = LiveConnectionSpecs(
      client: client, time: loop, executor: loop, cache: cache, log: Log(level: .error), policy: setup.policy)
    let context = SidecarContext(
      client: client, specs: ConnectionSpecStore(live),
      process: SidecarContext.ProcessInfo(isSimulated: false, drainTimeout: .seconds(1)))
    session = Session(
      methods: SidecarMethods.table(context), limits: SessionLimits(), output: output, executor: loop)
    reader = SessionReader(session, framing: .line)
  }

  deinit {
    session.end()
    server.stop()
    loop.stop()
  }

  /// How often a connection spec was asked for.
  var fetches: [LoopbackRequest] { server.requests.filter { $0.path.contains("/connectionSpecs") } }
  var creates: [LoopbackRequest] { server.requests.filter { $0.method == "POST" } }

  // MARK: Talking

  final class Output: MessageOutput {
    let messages = Monitor<[JSONValue]>([])

    func send(_ frames: UnsafeBufferPointer<UInt8>) {
      let found = frames.split(separator: 0x0A).compactMap { try? JSONDocument(Array($0)).root }
      messages.change { $0 += found }
    }
  }

  /// Sends a message, and says nothing of what comes back.
  func send(_ message: String) {
    Array((message + "\n").utf8).withUnsafeBufferPointer { reader.receive($0) }
  }

  func request(_ id: Int, _ method: String, _ params: String) {
    let line = params.split(separator: "\n").joined(separator: " ")
    send(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(line)}"#)
  }

  func answer(_ id: Int) throws -> JSONValue {
    let found = output.messages.wait(for: .seconds(30)) { $0.first { $0["id"]?.integer == id } }
    return try #require(found, "request \(id) is not answered")
  }

  /// Whether the request of that id has been answered already.
  func isAnswered(_ id: Int) -> Bool { output.messages.withLock { $0.contains { $0["id"]?.integer == id } } }

  /// Far above the ids that tests give themselves.
  private var last = 1_000_000

  /// The answer to a call, held against protocol/.
  func call(_ method: String, _ params: String) throws -> JSONValue {
    last += 1
    request(last, method, params)
    let answer = try answer(last)
    if let result = answer["result"] { try ProtocolSchemas.shared.checkResult(result, of: method) }
    if let error = answer["error"] { try ProtocolSchemas.shared.checkError(error, of: method) }
    return answer
  }

  /// The result of a validate, and whether it was there as soon as the request had been read.
  func validate(_ params: String) throws -> (result: JSONValue, atOnce: Bool) {
    last += 1
    request(last, "connection.validate", params)
    let atOnce = isAnswered(last)
    let result = try #require(try answer(last)["result"])
    try ProtocolSchemas.shared.checkResult(result, of: "connection.validate")
    return (result, atOnce)
  }
}

/// Texts for the tests of connection specs.
enum SpecText {
  /// The body of a create.
  static func body(
    _ specName: String = "OAuth2 Client Credential", _ params: String = oauthParams, id: String = SpecBench.salesforce,
    more: String = ""
  ) -> String {
    #"""
    {"name":"Acme","auth":{"specName":"\#(specName)","params":\#(params)},
    "connectionSpec":{"id":"\#(id)","version":"1.0"}\#(more)}
    """#
  }

  static let oauthParams =
    #"{"environmentUrl":"https://acme.my.salesforce.com","clientId":"i","clientSecret":"s","apiVersion":"60.0"}"#

  /// A spec as Flow Service answers it: fewer rules than the catalogue has, and other places.
  static let live = item(
    #"""
    {"name":"OAuth2 Client Credential","spec":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
    "properties":{"environmentUrl":{"type":"string"},"clientId":{"type":"string"},
    "clientSecret":{"type":"string"},"apiVersion":{"type":"string"},"includeDeletedObjects":{"type":"boolean"}},
    "required":["clientId","clientSecret","apiVersion"]}},
    {"name":"Basic Authentication","type":"Basic_Authentication","spec":{"type":"object",
    "properties":{"environmentUrl":{"type":"string"},"username":{"type":"string"},"password":{"type":"string",
    "format":"password"},"securityToken":{"type":"string","format":"password"}},
    "required":["username","password","securityToken"]}}
    """#)

  static func item(_ authSpecs: String, id: String = SpecBench.salesforce, name: String = "salesforce") -> String {
    #"{"items":[{"id":"\#(id)","name":"\#(name)","version":"1.0","authSpec":[\#(authSpecs)]}]}"#
  }
}

extension SpecText {
  /// The same with those params.
  static func body(params: String, more: String = "") -> String {
    body("OAuth2 Client Credential", params, more: more)
  }

  /// Params of OAuth2 that are in order, with one of them replaced: `"apiVersion":"60"`.
  static func oauthParams(with replacement: String) -> String {
    let name = replacement.prefix { $0 != ":" }
    let others = [
      #""environmentUrl":"https://acme.my.salesforce.com""#, #""clientId":"i""#, #""clientSecret":"s""#,
      #""apiVersion":"60.0""#,
    ].filter { !$0.hasPrefix(name) }
    return "{\((others + [replacement]).joined(separator: ","))}"
  }
}

extension JSONValue {
  /// The problems of a result or of an error's data, each as where, by which rule and what is suggested.
  func problems(_ list: JSONName) -> [String] {
    (self[list]?.elements ?? []).map { problem in
      let parts = ["instanceLocation", "keywordLocation"].map { problem[JSONName($0)]?.string ?? "" }
      return (parts + [problem["suggestion"]?.string].compactMap { $0 }).joined(separator: " ")
    }
  }
}

/// A folder that goes when the test is over.
final class ScratchFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("flow-sidecar-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// All regular files below it, as paths.
  func files() -> [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
      .map { "\(path)/\($0)" }
      .filter { path in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      }
  }
}
