import FlowService
import JSON

/// The state of the simulated service, and what its routes do to it. Time is told to it, and it waits for nothing.
struct SimulatedService: Sendable {
  /// What becomes of a request.
  enum Outcome {
    case answer(HTTPResponse)
    /// The connection breaks; the client cannot tell whether the service acted.
    case lost
  }

  static let salesforceSpecID = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"
  /// The kinds of credentials of the Salesforce source, and what each cannot do without.
  private static let salesforceSpecs = [
    "Basic Authentication": ["username", "password", "securityToken"],
    "OAuth2 Client Credential": ["environmentUrl", "clientId", "clientSecret", "apiVersion"],
    "OAuth2 JWT Token Credential": ["jwtToken", "clientId", "clientSecret", "instanceUrl"],
  ]

  private let enableDelay: Duration
  private let epoch: Int64
  private let random: Jitter
  private let sandboxID: String
  var connections: [SimulatedConnection] = []
  private var indices: [String: Int] = [:]
  /// The names whose create has been refused once and is not to be again.
  private var refusedOnce: Set<String> = []
  /// What has happened to a connection that is to happen once only.
  private var happened: Set<String> = []

  init(enableDelay: Duration, epoch: Int64, random: Jitter) {
    self.enableDelay = enableDelay
    self.epoch = epoch
    self.random = random
    sandboxID = Self.uuid(random)
  }

  mutating func serve(_ request: HTTPRequest, now: Duration, requestID: String) -> Outcome {
    guard let url = SimulatedURL(request.url) else {
      return .answer(SimulatedAnswers.problem(400, "BadRequestError", "The request line cannot be read."))
    }
    if url.path == ["ims", "token", "v3"] { return .answer(token(request)) }
    if let refusal = Self.refusal(request.headers) { return .answer(refusal) }
    guard url.path.starts(with: ["data", "foundation", "flowservice"]) else {
      return .answer(SimulatedAnswers.problem(404, "Not Found", "There is no such address."))
    }
    let path = Array(url.path.dropFirst(3))
    switch (request.method, path.first, path.count) {
    case (.post, "connections", 1): return create(request, now: now, requestID: requestID)
    case (.get, "connections", 1): return .answer(list(url, now: now, requestID: requestID))
    case (.get, "connections", 2): return .answer(look(path[1], now: now, requestID: requestID))
    case (.patch, "connections", 2):
      let response = update(path[1], request, now: now, requestID: requestID)
      return isLost(path[1], .lostUpdate, response) ? .lost : .answer(response)
    case (.delete, "connections", 2):
      let response = delete(path[1], now: now, requestID: requestID)
      return isLost(path[1], .lostDelete, response) ? .lost : .answer(response)
    case (.get, "connections", 3) where path[2] == "test":
      return .answer(test(path[1], now: now, requestID: requestID))
    case (.get, "connections", 3) where path[2] == "explore":
      return .answer(explore(path[1], url, now: now, requestID: requestID))
    case (.get, "connectionSpecs", 1...2):
      let message = "You do not have sufficient permissions for this request."
      return .answer(SimulatedAnswers.flow(2120, 403, "Forbidden", message, requestID: requestID))
    default: return .answer(SimulatedAnswers.problem(404, "Not Found", "There is no such resource."))
    }
  }

  /// What the gateway refuses before Flow Service sees it.
  private static func refusal(_ headers: [HTTPHeader]) -> HTTPResponse? {
    guard let authorization = headers["Authorization"], authorization.hasPrefix("Bearer "), authorization.count > 7
    else { return SimulatedAnswers.gateway(403, code: "403010", "Oauth token is missing.") }
    if headers["x-api-key"] == nil { return SimulatedAnswers.gateway(403, code: "403000", "Api Key is required") }
    if headers["x-gw-ims-org-id"] == nil { return SimulatedAnswers.gateway(400, code: "400003", "Missing header") }
    return nil
  }

  private func token(_ request: HTTPRequest) -> HTTPResponse {
    let form = String(decoding: request.body ?? [], as: UTF8.self)
    guard request.method == .post, form.mentions("client_secret="), form.mentions("client_id=") else {
      return SimulatedAnswers.json(400) { writer in
        writer.beginObject()
        writer.member("error", "invalid_client")
        writer.member("error_description", "invalid client_id or client_secret")
        writer.endObject()
      }
    }
    let token = "simulated-\(Self.hex(random.next(), 16))"
    return SimulatedAnswers.json(200) { writer in
      writer.beginObject()
      writer.member("access_token", token)
      writer.member("token_type", "bearer")
      writer.member("expires_in", 86_399)
      writer.endObject()
    }
  }

  // MARK: Creating

  private mutating func create(_ request: HTTPRequest, now: Duration, requestID: String) -> Outcome {
    guard request.headers["Content-Type"]?.hasPrefix("application/json") ?? false else {
      return .answer(SimulatedAnswers.problem(400, "BadRequestError", "A valid content-type must be specified"))
    }
    guard let body = try? JSONDocument(request.body ?? []).root, body.kind == .object else {
      return .answer(SimulatedAnswers.problem(400, "BadRequestError", "The body is not a JSON object."))
    }
    let name = body["name"]?.string ?? ""
    let scenarios = SimulatedScenario.inName(name)
    if let outcome = obstacle(scenarios, name, requestID) { return outcome }
    if let refusal = Self.fault(body, requestID) { return .answer(refusal) }
    refusedOnce.remove(name)
    let etag = azureEtag()
    let id = add(body, name, scenarios, request.headers, now)
    if scenarios.contains(.ambiguous) { _ = add(body, name, scenarios, request.headers, now) }
    if !scenarios.isDisjoint(with: [.lostAnswer, .ambiguous]) { return .lost }
    var response = SimulatedAnswers.json(201) { writer in
      writer.beginObject()
      writer.member("id", id)
      writer.member("etag", etag)
      writer.endObject()
    }
    response.headers.append(HTTPHeader("Location", "/connections/\(id)"))
    return .answer(response)
  }

  /// What the name asks for that keeps a connection from being made.
  private mutating func obstacle(_ scenarios: Set<SimulatedScenario>, _ name: String, _ requestID: String) -> Outcome? {
    if scenarios.contains(.unauthorized) {
      return .answer(SimulatedAnswers.gateway(401, code: "401013", "Oauth token is not valid"))
    }
    if scenarios.contains(.forbidden) {
      let message = "You do not have sufficient permissions for this request."
      return .answer(SimulatedAnswers.flow(2120, 403, "Forbidden", message, requestID: requestID))
    }
    if scenarios.contains(.badRequest) { return .answer(Self.missing("securityToken", requestID)) }
    if scenarios.contains(.unprocessable) {
      return .answer(SimulatedAnswers.message(422, "connectionSpec.version is required"))
    }
    if scenarios.contains(.serverError) {
      let message = "The request could not be processed."
      return .answer(SimulatedAnswers.flow(1102, 500, "Internal Server Error", message, requestID: requestID))
    }
    let once: [SimulatedScenario] = [.rateLimited, .unavailableOnce, .lostRequest]
    guard let scenario = once.first(where: scenarios.contains), refusedOnce.insert(name).inserted else { return nil }
    switch scenario {
    case .rateLimited:
      var response = SimulatedAnswers.gateway(429, code: "429050", "Too many requests")
      response.headers.append(HTTPHeader("Retry-After", "1"))
      return .answer(response)
    case .unavailableOnce:
      let message = "The service is not available."
      return .answer(SimulatedAnswers.flow(1103, 503, "Service Unavailable", message, requestID: requestID))
    default: return .lost
    }
  }

  /// What Flow Service finds wrong with a body: one thing at a time.
  private static func fault(_ body: JSONValue, _ requestID: String) -> HTTPResponse? {
    guard let name = body["name"]?.string, !name.isEmpty else { return missing("name", requestID) }
    guard let specID = body["connectionSpec"]?["id"]?.string else { return missing("connectionSpec.id", requestID) }
    guard isUUID(specID) else {
      return SimulatedAnswers.json(400) { writer in
        writer.beginObject()
        writer.member("message", "Please provide a valid spec id")
        writer.endObject()
      }
    }
    guard specID == salesforceSpecID else { return nil }
    guard let specName = body["auth"]?["specName"]?.string else { return missing("auth.specName", requestID) }
    guard let required = salesforceSpecs[specName] else {
      let message = "The auth spec '\(specName)' could not be found for the connection spec ID \(specID)."
      return SimulatedAnswers.flow(1415, 400, "Bad Request", message, requestID: requestID)
    }
    let params = body["auth"]?["params"]
    return required.first { params?[JSONName($0)] == nil }.map { missing($0, requestID) }
  }

  private static func missing(_ field: String, _ requestID: String) -> HTTPResponse {
    let message = "The mandatory field \(field) is not provided."
    return SimulatedAnswers.flow(1304, 400, "Bad Request", message, requestID: requestID)
  }

  private mutating func add(
    _ body: JSONValue, _ name: String, _ scenarios: Set<SimulatedScenario>, _ headers: [HTTPHeader], _ now: Duration
  ) -> String {
    let id = Self.uuid(random)
    var delay = scenarios.contains(.slow) ? .seconds(5) : enableDelay
    if scenarios.contains(.unknownState) { delay = delay * 3 }
    if scenarios.contains(.late) { delay = max(delay, .milliseconds(1500)) }
    let isAWS = body["auth"]?["specName"]?.string == "OAuth2 JWT Token Credential"
    connections.append(
      SimulatedConnection(
        id: id, name: name, specID: body["connectionSpec"]?["id"]?.string ?? "", body: body, scenarios: scenarios,
        created: now, enables: now + delay, epoch: epoch, clientID: headers["x-api-key"] ?? "",
        orgID: headers["x-gw-ims-org-id"] ?? "", sandboxName: headers["x-sandbox-name"], sandboxID: sandboxID,
        etag: isAWS ? "\"\(Self.uuid(random))\"" : azureEtag(),
        salesforceOrgID: "00D\(Self.hex(random.next(), 12).uppercased())AAA"))
    indices[id] = connections.count - 1
    return id
  }

  // MARK: Reading

  private mutating func look(_ id: String, now: Duration, requestID: String) -> HTTPResponse {
    guard let index = visibleIndex(id, now) else { return notFound(id, requestID) }
    connections[index].looks += 1
    let connection = connections[index]
    if connection.scenarios.contains(.expiredToken), connection.looks == 1 {
      return SimulatedAnswers.gateway(401, code: "401013", "Oauth token is not valid")
    }
    if connection.scenarios.contains(.flaky), connection.looks % 2 == 1 {
      let message = "The service is not available."
      return SimulatedAnswers.flow(1103, 503, "Service Unavailable", message, requestID: requestID)
    }
    return items([connection], now: now, next: nil)
  }

  func visibleIndex(_ id: String, _ now: Duration) -> Int? {
    indices[id].flatMap { connections[$0].isVisible(now) ? $0 : nil }
  }

  func notFound(_ id: String, _ requestID: String) -> HTTPResponse {
    let message = "The requested connections resource \(id) is not found. Check the id and try again."
    return SimulatedAnswers.flow(
      1439, 404, "Resource not found", message, requestID: requestID, id: id, type: "connections")
  }

  /// Whether this is the first time that it happens.
  mutating func happensFirst(_ scenario: SimulatedScenario, to id: String) -> Bool {
    happened.insert("\(scenario.rawValue) \(id)").inserted
  }

  /// Whether the connection breaks after the change was made: once, where the name asks for it.
  private mutating func isLost(_ id: String, _ scenario: SimulatedScenario, _ response: HTTPResponse) -> Bool {
    guard (200...299).contains(response.status), let index = indices[id] else { return false }
    return connections[index].scenarios.contains(scenario) && happensFirst(scenario, to: id)
  }

  private func list(_ url: SimulatedURL, now: Duration, requestID: String) -> HTTPResponse {
    var filters: [SimulatedFilter] = []
    for property in url.query where property.name == "property" {
      guard let filter = SimulatedFilter(property.value) else {
        return SimulatedAnswers.message(400, "The filter \(property.value) cannot be understood.")
      }
      filters.append(filter)
    }
    var found = connections.filter { connection in
      connection.isVisible(now) && filters.allSatisfy { $0.accepts(connection, now: now) }
    }
    if url["count"] == "true" {
      guard url["limit"] == nil else {
        let message = "The query parameters limit and count cannot be used together."
        return SimulatedAnswers.flow(1401, 400, "Bad Request", message, requestID: requestID)
      }
      return SimulatedAnswers.json(200) { writer in
        writer.beginObject()
        writer.member("count", found.count)
        writer.endObject()
      }
    }
    if let order = url["orderby"] {
      guard let order = SimulatedOrder(order) else {
        return SimulatedAnswers.message(400, "The property \(order) cannot be sorted by.")
      }
      found = order.sorted(found, now: now)
    }
    guard let limit = Int(url["limit"] ?? "20"), (1...100).contains(limit),
      let start = Int(url["continuationToken"] ?? "0"), start >= 0
    else { return SimulatedAnswers.message(400, "limit has to be from 1 to 100.") }
    let page = Array(found.dropFirst(start).prefix(limit))
    return items(page, now: now, next: start + limit < found.count ? start + limit : nil)
  }

  private func items(_ connections: [SimulatedConnection], now: Duration, next: Int?) -> HTTPResponse {
    SimulatedAnswers.json(200) { writer in
      writer.beginObject()
      writer.name("items")
      writer.beginArray()
      for connection in connections { connection.write(to: &writer, now: now) }
      writer.endArray()
      if let next {
        writer.name("_links")
        writer.beginObject()
        writer.name("next")
        writer.beginObject()
        writer.member("href", "/connections?continuationToken=\(next)")
        writer.endObject()
        writer.endObject()
      }
      writer.endObject()
    }
  }

  // MARK: Ids

  /// A new etag in the form of one that a connection has: a UUID on AWS.
  func newEtag(like etag: String) -> String {
    etag.mentions("-0000-0200-0000-") ? azureEtag() : "\"\(Self.uuid(random))\""
  }

  /// In the form that Flow Service's documents on Azure have, inner quotation marks included.
  private func azureEtag() -> String {
    "\"\(Self.hex(random.next(), 8))-0000-0200-0000-\(Self.hex(random.next(), 8))0000\""
  }

  /// A version 4 UUID (RFC 9562, section 5.4).
  static func uuid(_ random: Jitter) -> String {
    let high = hex(random.next(), 16)
    let low = hex(random.next(), 16)
    let variant = ["8", "9", "a", "b"][Int(random.next() & 3)]
    let version = "\(high.prefix(8))-\(high.dropFirst(8).prefix(4))-4\(high.suffix(3))"
    return "\(version)-\(variant)\(low.prefix(3))-\(low.dropFirst(3).prefix(12))"
  }

  private static func hex(_ number: UInt64, _ digits: Int) -> String {
    let text = String(number, radix: 16)
    return String((String(repeating: "0", count: 16) + text).suffix(digits))
  }

  private static func isUUID(_ text: String) -> Bool {
    let lengths = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
    return lengths == [8, 4, 4, 4, 12] && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || isHexDigit($0) }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    Character(UnicodeScalar(byte)).isHexDigit
  }
}
