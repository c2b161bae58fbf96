import FlowService
import FlowServiceSimulator
import JSON
import JSONRPC
import JSONSchema
import Synchronization
import Testing

@testable import Sidecar

/// A session in memory with a simulated service behind it that records what it is sent. Every result is held against
/// its schema in protocol/openrpc.json, every error against ErrorData, and nothing may hold the canary that stands in
/// every secret.
final class MethodBench: Sendable {
  static let canary = "canary"

  /// The messages of the session, one a line.
  private final class Output: MessageOutput {
    let lines = Mutex<[JSONValue]>([])

    func send(_ frames: UnsafeBufferPointer<UInt8>) {
      for line in frames.split(separator: UInt8(ascii: "\n")) {
        guard let message = try? JSONDocument(Array(line)).root else { continue }
        lines.withLock { $0.append(message) }
      }
    }
  }

  /// What is sent on its way to the simulator.
  private final class Recorder: HTTPTransport {
    let simulator: SimulatedTransport
    let requests = Mutex<[HTTPRequest]>([])

    init(_ simulator: SimulatedTransport) { self.simulator = simulator }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      requests.withLock { $0.append(request) }
      return try await simulator.send(request)
    }
  }

  private let loop = EventLoop()
  private let output = Output()
  private let session: Session
  private let reader: Mutex<SessionReader>
  private let recorder: Recorder
  private let count = Mutex(0)

  init() {
    var options = FlowServiceClient.Options()
    options.wait = .brisk
    options.seed = 1
    options.recovery.lookDelays = [.milliseconds(1)]
    recorder = Recorder(
      SimulatedTransport(time: loop, configuration: SimulatorConfiguration(enableDelay: .milliseconds(20), seed: 1)))
    let client = FlowServiceClient(.simulated, transport: recorder, time: loop, executor: loop, options: options)
    let context = SidecarContext(
      client: client, process: SidecarContext.ProcessInfo(isSimulated: true, drainTimeout: .seconds(1)))
    let session = Session(
      methods: SidecarMethods.table(context), limits: SessionLimits(), output: output, executor: loop)
    self.session = session
    reader = Mutex(SessionReader(session))
  }

  deinit {
    session.end()
    loop.stop()
  }

  /// All that has been sent to the service but the requests for a token.
  var requests: [HTTPRequest] { recorder.requests.withLock { $0.filter { !$0.url.contains("/ims/") } } }
  var simulator: SimulatedTransport { recorder.simulator }
  var notifications: [JSONValue] { output.lines.withLock { $0.filter { $0["method"] != nil } } }

  struct NoAnswer: Error {}
  struct Unexpected: Error { let text: String }

  /// The answer to a call. `tellsSecrets` says that it is meant to hold the canary.
  func call(_ method: String, _ params: String, tellsSecrets: Bool = false) async throws -> JSONValue {
    let id = count.withLock { count in
      count += 1
      return count
    }
    let line = #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
    let bytes = line.utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 } + [UInt8(ascii: "\n")]
    reader.withLock { reader in bytes.withUnsafeBufferPointer { reader.receive($0) } }
    for _ in 0..<20_000 {
      if let answer = output.lines.withLock({ $0.first { $0["id"]?.integer == id } }) {
        let text = String(decoding: answer.rawBytes, as: UTF8.self)
        #expect(text.contains(Self.canary) == tellsSecrets, "\(text)")
        try check(answer, of: method)
        return answer
      }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw NoAnswer()
  }

  func result(_ method: String, _ params: String, tellsSecrets: Bool = false) async throws -> JSONValue {
    let answer = try await call(method, params, tellsSecrets: tellsSecrets)
    guard let result = answer["result"] else {
      throw Unexpected(text: String(decoding: answer.rawBytes, as: UTF8.self))
    }
    return result
  }

  /// The `data` of the error that a call is answered with.
  func error(_ method: String, _ params: String) async throws -> JSONValue {
    let answer = try await call(method, params)
    guard let data = answer["error"]?["data"] else {
      throw Unexpected(text: String(decoding: answer.rawBytes, as: UTF8.self))
    }
    return data
  }

  /// The instance locations and keywords of the problems in that error.
  func problems(_ method: String, _ params: String) async throws -> [String] {
    let data = try await error(method, params)
    #expect(data["kind"]?.string == "invalidParams")
    return (data["errors"]?.elements ?? []).map {
      "\($0["instanceLocation"]?.string ?? "") \($0["keyword"]?.string ?? "")"
    }
  }

  private func check(_ answer: JSONValue, of method: String) throws {
    let document = ProtocolDocument.openRPCDocument
    let methods = document.root["methods"]?.elements ?? []
    if let result = answer["result"], let index = methods.firstIndex(where: { $0["name"]?.string == method }) {
      let schema = try JSONSchema(document, at: JSONPointer(["methods", String(index), "result", "schema"]))
      let errors = withExtendedLifetime(result) { schema.diagnose(result.cursor).errors }
      #expect(errors.isEmpty, "\(method)")
    }
    if let error = answer["error"], let data = error["data"], let kind = data["kind"]?.string {
      let schema = try JSONSchema(document, at: JSONPointer(["components", "schemas", "ErrorData"]))
      #expect(withExtendedLifetime(data) { schema.isValid(data.cursor) }, "\(method)")
      let references = methods.first { $0["name"]?.string == method }?["errors"]?.elements ?? []
      #expect(references.contains { $0["$ref"]?.string == "#/components/errors/\(kind)" }, "\(method) \(kind)")
    }
  }

  /// The params of a create or an ensure.
  static func body(_ name: String, more: String = "") -> String {
    #"""
    {"name":"\#(name)","auth":{"specName":"OAuth2 Client Credential","params":{
    "environmentUrl":"https://acme.my.salesforce.com","clientId":"acme-client","clientSecret":"\#(canary)-secret",
    "apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}\#(more)}
    """#
  }

  /// Makes a connection that is enabled; its id.
  func connection(_ name: String) async throws -> String {
    let id = try await result("connection.create", Self.body(name))["id"]?.string ?? ""
    _ = try await result("connection.waitEnabled", #"{"id":"\#(id)"}"#)
    return id
  }
}
