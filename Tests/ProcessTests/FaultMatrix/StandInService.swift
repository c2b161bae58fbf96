import Foundation
import JSON
import Synchronization
import TestSupport

/// A Flow Service and its IMS on loopback. It keeps every connection that it makes, so that they can be counted, and
/// spoils the answers that the weather is on.
final class StandInService: Sendable {
  /// What it is asked for, as far as the weather depends on it.
  enum Call: Hashable {
    case create, search, spec, token
    /// The connection of `connection.get`, and that of `connection.waitEnabled`.
    case get, wait
    case other
  }

  /// What happens to one request.
  struct Disturbance: Sendable {
    /// Whether the service does what it is asked for, before the answer is spoilt.
    var acts = false
    /// All tokens that have been issued so far are accepted no more.
    var expiresTokens = false
    /// The answer in place of the right one.
    var spoil: @Sendable (_ request: LoopbackRequest, _ answer: LoopbackAnswer) -> LoopbackAnswer = { $1 }
  }

  /// What happens to a call, by how often it has come, from 1.
  typealias Weather = @Sendable (_ call: Call, _ visit: Int) -> Disturbance?

  struct Made: Sendable {
    let id: String
    let name: String
    let description: String
    let specID: String
    let createdAt: Int
  }

  static let connectionToGet = "3e908d3f-c390-482b-9f44-43d3d4f2eb82"
  static let connectionToWaitFor = "0b4a7d2e-6b1f-4a58-9a3e-1f2d3c4b5a69"
  static let connectionInFairWeather = "9c1de2f3-0a4b-4c5d-8e6f-7a8b9c0d1e2f"

  private let core: Core
  private let server: LoopbackServer

  init(_ weather: @escaping Weather = { _, _ in nil }) throws {
    let core = Core(weather)
    self.core = core
    server = try LoopbackServer { core.answer($0) }
  }

  func stop() { server.stop() }

  var port: UInt16 { server.port }
  var url: String { server.url }
  /// Every connection that there is because of a create.
  var made: [Made] { core.state.withLock { $0.made } }
  func visits(_ call: Call) -> Int { core.state.withLock { $0.visits[call] ?? 0 } }
  var requests: [LoopbackRequest] { server.requests }
  /// All but those to IMS.
  var requestsToFlowService: [LoopbackRequest] { server.requests.filter { !$0.path.hasPrefix("/ims/") } }
}

/// What the service knows, and what it answers.
private final class Core: Sendable {
  struct State {
    var made: [StandInService.Made] = []
    var visits: [StandInService.Call: Int] = [:]
    /// How often the connection that is waited for has been shown.
    var looks = 0
    var issuedTokens = 0
    /// The first token that is accepted.
    var leastToken = 1
  }

  let state = Mutex(State())
  private let weather: StandInService.Weather

  init(_ weather: @escaping StandInService.Weather) {
    self.weather = weather
  }

  func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
    let call = Self.call(of: request)
    var answer = state.withLock { state in
      state.visits[call, default: 0] += 1
      let disturbance = weather(call, state.visits[call] ?? 0)
      if disturbance?.expiresTokens == true { state.leastToken = max(state.leastToken, 2) }
      guard let disturbance else { return rightAnswer(call, request, &state) }
      let right = disturbance.acts ? rightAnswer(call, request, &state) : .json(200, #"{"items":[]}"#)
      return disturbance.spoil(request, right)
    }
    answer.headers.append(("Date", HTTPDateText.now()))
    answer.headers.append(("x-request-id", "request-\(request.number)"))
    return answer
  }

  private static func call(of request: LoopbackRequest) -> StandInService.Call {
    let id = request.path.split(separator: "/").last.map(String.init)
    switch (request.method, request.path) {
    case ("POST", "/ims/token/v3"): return .token
    case ("POST", "/data/foundation/flowservice/connections"): return .create
    case ("GET", "/data/foundation/flowservice/connections"): return .search
    case ("GET", let path) where path.contains("/connectionSpecs/"): return .spec
    case ("GET", _) where id == StandInService.connectionToGet: return .get
    case ("GET", _) where id == StandInService.connectionToWaitFor: return .wait
    default: return .other
    }
  }

  private func rightAnswer(
    _ call: StandInService.Call, _ request: LoopbackRequest, _ state: inout State
  ) -> LoopbackAnswer {
    if call == .token {
      state.issuedTokens += 1
      let token = "\(WatchedProgram.canary)-token-\(state.issuedTokens)"
      return .json(200, #"{"access_token":"\#(token)","token_type":"bearer","expires_in":86399}"#)
    }
    // A given token has no number, and is good.
    let number = request[header: "Authorization"]?.split(separator: "-").last.flatMap { Int($0) }
    if let number, number < state.leastToken {
      return .json(401, #"{"error_code":"401013","message":"Oauth token is not valid"}"#)
    }
    switch call {
    case .create: return create(request, &state)
    case .search:
      let items = found(request, state)
      return request.query?.contains("count=true") == true
        ? .json(200, #"{"count":\#(items.count)}"#) : .json(200, #"{"items":[\#(items.joined(separator: ","))]}"#)
    case .spec: return Self.spec(request)
    case .wait:
      state.looks += 1
      return Self.item(StandInService.connectionToWaitFor, state.looks == 1 ? "initializing" : "enabled")
    case .get: return Self.item(StandInService.connectionToGet, "enabled")
    default: return Self.fairWeather(request, state)
    }
  }

  /// What the weather is never on.
  private static func fairWeather(_ request: LoopbackRequest, _ state: State) -> LoopbackAnswer {
    let steps = request.path.split(separator: "/").dropFirst(3).map(String.init)
    if request.method == "GET", steps == ["connectionSpecs"] { return .json(200, #"{"items":[]}"#) }
    guard steps.first == "connections", steps.count > 1,
      steps[1] == StandInService.connectionInFairWeather || state.made.contains(where: { $0.id == steps[1] })
    else { return .json(404, #"{"errorMessage":"not found"}"#) }
    switch (request.method, steps.dropFirst(2).first) {
    case ("GET", nil): return item(steps[1], "enabled")
    case ("PATCH", nil): return .json(200, #"{"id":"\#(steps[1])","etag":"\"2\""}"#)
    case ("DELETE", nil): return .status(204)
    case ("GET", "test"): return .json(200, #"{"result":true}"#)
    case ("GET", "explore"): return .json(200, "[]")
    default: return .json(404, #"{"errorMessage":"not found"}"#)
    }
  }

  // MARK: Connections

  private func create(_ request: LoopbackRequest, _ state: inout State) -> LoopbackAnswer {
    let body = try? JSONDocument(request.body).root
    guard let name = body?["name"]?.string, let specID = body?["connectionSpec"]?["id"]?.string else {
      return .json(400, #"{"errorMessage":"no name or no connection spec"}"#)
    }
    let made = StandInService.Made(
      id: UUID().uuidString.lowercased(), name: name, description: body?["description"]?.string ?? "", specID: specID,
      createdAt: Int(Date().timeIntervalSince1970 * 1000))
    state.made.append(made)
    return .json(201, #"{"id":"\#(made.id)","etag":"\"\#(made.id)\""}"#)
  }

  /// By the filters that the sidecar uses: name and connection spec.
  private func found(_ request: LoopbackRequest, _ state: State) -> [String] {
    let filters = (request.query ?? "").split(separator: "&").compactMap { pair in
      pair.split(separator: "=", maxSplits: 1).last.flatMap { String($0).removingPercentEncoding }
    }
    func value(_ name: String) -> String? {
      filters.first { $0.hasPrefix("\(name)==") }.map { String($0.dropFirst(name.count + 2)) }
    }
    let name = value("name")?.trimmingCharacters(in: ["\""])
    let specID = value("connectionSpec.id")
    let found = state.made.filter { $0.name == name ?? $0.name && $0.specID == specID ?? $0.specID }
    return found.map { made in
      #"{"id":"\#(made.id)","name":"\#(made.name)","description":"\#(made.description)","state":"initializing","#
        + #""createdAt":\#(made.createdAt),"connectionSpec":{"id":"\#(made.specID)","version":"1.0"}}"#
    }
  }

  /// A connection whose credentials are secrets.
  private static func item(_ id: String, _ state: String) -> LoopbackAnswer {
    let secrets = ["clientSecret", "password", "securityToken", "jwtToken"].map {
      #""\#($0)":"\#(WatchedProgram.canary)-\#($0)""#
    }
    let item =
      #"{"id":"\#(id)","name":"Acme","state":"\#(state)","createdAt":1736506325115,"etag":"\"1\"","#
      + #""connectionSpec":{"id":"\#(Samples.salesforce)","version":"1.0"},"auth":{"specName":"OAuth2 Client Credential","params":{"#
      + #""clientId":"acme-client",\#(secrets.joined(separator: ","))}}}"#
    return .json(200, #"{"items":[\#(item)]}"#)
  }

  // MARK: Connection specs

  private static let salesforce = (try? SidecarProgram.bytes("protocol/connection-specs/salesforce.json")) ?? []

  private static func spec(_ request: LoopbackRequest) -> LoopbackAnswer {
    guard request.path.hasSuffix("/" + Samples.salesforce) else { return .json(404, #"{"errorMessage":"not found"}"#) }
    let item = String(decoding: salesforce, as: UTF8.self)
    return .json(200, #"{"items":[\#(item)]}"#, headers: [("ETag", "\"1\"")])
  }
}

/// Dates as HTTP writes them (RFC 9110, section 5.6.7).
enum HTTPDateText {
  static func now(after seconds: Int = 0) -> String {
    var moment = time(nil) + seconds
    var parts = tm()
    gmtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
