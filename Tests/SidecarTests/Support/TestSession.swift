import FlowService
import FlowServiceSimulator
import JSON
import JSONRPC
import Sidecar
import Testing

/// A session in memory, with all methods of the sidecar behind it.
///
/// Every answer is held against protocol/: results against the result schema of their method, errors against the schema
/// of their kind. And no answer may contain `Secrets.canary`, which stands in every secret of these tests.
final class TestSession {
  let loop: EventLoop
  let context: SidecarContext
  let inbox = Inbox()
  private let session: Session
  private let reader: SessionReader
  private var methods: [Int: String] = [:]
  /// Some tests ask for the secrets.
  var mayTellSecrets = false
  /// Some tests let Flow Service answer what it never does.
  var mayBreakSchemas = false

  init(
    _ configuration: FlowServiceConfiguration = .simulated, wait: WaitPolicy = .test,
    limits: SessionLimits = SessionLimits(), _ transport: (EventLoop) -> any HTTPTransport = TestSession.simulated
  ) {
    let loop = EventLoop()
    var options = FlowServiceClient.Options()
    options.wait = wait
    options.seed = 1
    let client = FlowServiceClient(
      configuration, transport: transport(loop), time: loop, executor: loop, options: options)
    self.loop = loop
    context = SidecarContext(
      client: client, process: SidecarContext.ProcessInfo(isSimulated: true, drainTimeout: .seconds(600)))
    session = Session(methods: SidecarMethods.table(context), limits: limits, output: inbox, executor: loop)
    reader = SessionReader(session)
  }

  convenience init(_ transport: any HTTPTransport, _ configuration: FlowServiceConfiguration = .test) {
    self.init(configuration) { _ in transport }
  }

  deinit {
    session.end()
    loop.stop()
  }

  static func simulated(_ loop: EventLoop) -> any HTTPTransport {
    SimulatedTransport(time: loop, configuration: SimulatorConfiguration(enableDelay: .milliseconds(30), seed: 1))
  }

  // MARK: Talking

  /// Sends a request and returns its id.
  @discardableResult
  func send(_ method: String, _ params: String? = nil) -> Int {
    let id = methods.count + 1
    methods[id] = method
    let params = params.map { #","params":\#($0)"# } ?? ""
    sendLine(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(params)}"#)
    return id
  }

  /// Sends a text on one line: line ends in JSON text are white space.
  func sendLine(_ text: String) {
    let line = text.utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 } + [UInt8(ascii: "\n")]
    line.withUnsafeBufferPointer { reader.receive($0) }
  }

  func cancel(_ id: Int) { sendLine(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":\#(id)}}"#) }

  /// The answer to a request, held against protocol/.
  func answer(_ id: Int) async throws -> JSONValue {
    let answer = try await inbox.message("answer \(id)") { $0["id"]?.integer == id }
    if !mayTellSecrets { #expect(!inbox.text.contains(Secrets.canary), "a secret was told") }
    #expect(answer["jsonrpc"]?.string == "2.0")
    #expect((answer["result"] == nil) != (answer["error"] == nil))
    let method = methods[id] ?? ""
    if let result = answer["result"], !mayBreakSchemas {
      #expect(result.kind == .object)
      try ProtocolSchemas.shared.checkResult(result, of: method)
    }
    if let error = answer["error"] { try ProtocolSchemas.shared.checkError(error, of: method) }
    return answer
  }

  /// Sends a request and returns its answer.
  func call(_ method: String, _ params: String? = nil) async throws -> JSONValue {
    try await answer(send(method, params))
  }

  struct Failed: Error {
    let answer: String
  }

  /// The result of a request that succeeds.
  func result(_ method: String, _ params: String? = nil) async throws -> JSONValue {
    let answer = try await call(method, params)
    guard let result = answer["result"] else { throw Failed(answer: answer.text) }
    return result
  }

  /// The error of a request that fails.
  func error(_ method: String, _ params: String? = nil) async throws -> JSONValue {
    let answer = try await call(method, params)
    guard let error = answer["error"] else { throw Failed(answer: answer.text) }
    return error
  }

  /// The `$/progress` notifications so far.
  var progress: [JSONValue] { inbox.messages.filter { $0["method"]?.string == "$/progress" } }
}

enum Secrets {
  /// Part of every secret value in these tests.
  static let canary = "canary"
}

extension WaitPolicy {
  /// Fast enough for tests, on a real clock.
  static let test = WaitPolicy(
    firstInterval: .milliseconds(5), longestInterval: .milliseconds(20), notFoundGrace: .milliseconds(20))
}

extension FlowServiceConfiguration {
  /// With a given token.
  static let test = FlowServiceConfiguration(
    baseURL: "https://flow.test", imsURL: "https://ims.test", orgID: "ORG@AdobeOrg", clientID: "client-id",
    credentials: .accessToken(Secret("canary-token")), sandbox: .named("dev"))
}
