import FlowService
import Synchronization

/// An `HTTPTransport` that does what a test says, and remembers what it was sent.
final class ScriptedTransport: HTTPTransport {
  typealias Answer = Result<HTTPResponse, TransportError>

  private let requested = Mutex<[HTTPRequest]>([])
  private let answer: @Sendable (_ request: HTTPRequest, _ index: Int) async -> Answer

  init(_ answer: @escaping @Sendable (_ request: HTTPRequest, _ index: Int) async -> Answer) {
    self.answer = answer
  }

  /// One answer after the other; the last again and again.
  convenience init(_ answers: [Answer]) {
    self.init { _, index in answers[min(index, answers.count - 1)] }
  }

  var requests: [HTTPRequest] { requested.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let index = requested.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try await answer(request, index).get()
  }
}

extension Result where Success == HTTPResponse, Failure == TransportError {
  static func json(_ status: Int, _ body: String, _ headers: [HTTPHeader] = []) -> Self {
    .success(
      HTTPResponse(
        status: status, headers: [HTTPHeader("Content-Type", "application/json")] + headers, body: Array(body.utf8)))
  }

  static func lost(_ kind: TransportError.Kind = .connectionLost, mayHaveArrived: Bool = true) -> Self {
    .failure(TransportError(kind, mayHaveArrived: mayHaveArrived, detail: "scripted"))
  }

  static func item(_ id: String, state: String, more: String = "") -> Self {
    .json(200, #"{"items":[{"id":"\#(id)","state":"\#(state)"\#(more)}]}"#)
  }
}

extension FlowServiceConfiguration {
  /// With a given token.
  static let test = FlowServiceConfiguration(
    baseURL: "https://flow.test", imsURL: "https://ims.test", orgID: "ORG@AdobeOrg", clientID: "client-id",
    credentials: .accessToken(Secret("canary-token")), sandbox: .named("dev"))

  /// With tokens from IMS.
  static let testIMS = FlowServiceConfiguration(
    baseURL: "https://flow.test", imsURL: "https://ims.test", orgID: "ORG@AdobeOrg", clientID: "client-id",
    credentials: .clientSecret(Secret("canary-client-secret"), scopes: "openid,session"), sandbox: .named("dev"))
}

extension FlowServiceClient {
  /// On virtual time, with the same jitter every time.
  init(
    _ configuration: FlowServiceConfiguration = .test, _ transport: any HTTPTransport, _ time: VirtualTime,
    change: (inout Options) -> Void = { _ in }
  ) {
    var options = Options()
    options.seed = 1
    options.wallClock = testWallClock(time)
    change(&options)
    self.init(configuration, transport: transport, time: time, executor: time, options: options)
  }
}

/// A clock that says 2026-01-01 at the zero of the time source.
func testWallClock(_ time: VirtualTime) -> WallClock {
  WallClock { 1_767_225_600_000 + Int64(time.now / .milliseconds(1)) }
}

/// The error that a call throws; nil when it throws none.
func failure<T>(_ call: () async throws -> T) async -> FlowServiceError? {
  do {
    _ = try await call()
    return nil
  } catch {
    return error as? FlowServiceError
  }
}

func createBody(_ name: String, more: String = "") -> [UInt8] {
  Array(
    #"""
    {"name":"\#(name)","auth":{"specName":"OAuth2 Client Credential","params":{
    "environmentUrl":"https://acme.my.salesforce.com","clientId":"canary-param-id","clientSecret":"canary-param-secret",
    "apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}\#(more)}
    """#.utf8)
}
