import Foundation
import JSON
import TestSupport

/// One scenario played with the real program, over one way to the service.
struct ScenarioRun: Sendable {
  /// What came of one method.
  struct Row: Sendable {
    let fault: String
    let method: Scenario.Method
    let way: Scenario.Way
    let answer: String
    let reason: String?
    /// Connections that there are because of this call.
    let made: Int
    /// How often the service was asked for it.
    let attempts: Int
    let milliseconds: Int
    let hint: String?
    let detail: String?
    /// Where the service was.
    let port: UInt16
  }

  struct Outcome: Sendable {
    let rows: [Row]
    /// What did not hold, in words.
    let faults: [String]
    let requests: [LoopbackRequest]
    /// The most memory that the program has held, in bytes; 0 where that is not told.
    let peakMemory: Int
  }

  /// All that is done about a create whose fate is unknown takes half of this.
  private static let longestMilliseconds = 30_000

  let scenario: Scenario
  let way: Scenario.Way
  let front: TLSFront.Addresses

  /// The methods in question, asked for at once, and then what still works.
  func play() throws -> Outcome {
    let service = try StandInService(scenario.weather)
    defer { service.stop() }
    let program = try WatchedProgram(service: url(service), ims: service.url, environment: environment)
    let methods = Scenario.Method.allCases.filter { scenario.expected[$0] != nil }
    let began = ContinuousClock.now
    for (id, method) in methods.enumerated() { try program.send(request(id, method)) }
    var rows: [Row] = []
    var faults: [String] = []
    for _ in methods {
      let answer = try program.next()
      let took = (ContinuousClock.now - began) / .milliseconds(1)
      guard let id = answer["id"]?.integer, methods.indices.contains(id) else {
        faults.append("an answer to nothing")
        continue
      }
      rows.append(row(methods[id], answer, service, Int(took)))
    }
    faults += check(rows, service)
    faults += try whatStillWorks(program)
    let peakMemory = program.child.peakMemory ?? 0
    do { try program.finish() } catch { faults.append("\(error)") }
    // A create fetches the connection spec, and keeps it.
    if scenario.expected[.create] != nil, scenario.isFairElsewhere, program.keptFiles == 0 {
      faults.append("no connection spec was kept")
    }
    return Outcome(
      rows: rows.sorted { $0.method.rawValue < $1.method.rawValue }, faults: faults.map { "\(scenario.name): \($0)" },
      requests: service.requestsToFlowService, peakMemory: peakMemory)
  }

  // MARK: What is asked

  private func url(_ service: StandInService) -> String {
    switch way {
    case .plain: service.url
    case .encrypted: front.url(to: service.port)
    case .packed: front.url(to: service.port, packed: true)
    case .badCertificate(let kind): front.url(to: service.port, certificate: kind)
    case .nowhere(let url): url
    }
  }

  private var environment: [String: String] {
    scenario.environment.merging(["SSL_CERT_FILE": front.authority]) { own, _ in own }
  }

  private func request(_ id: Int, _ method: Scenario.Method) -> String {
    let meta = scenario.timeout.map { #","_meta":{"timeoutMs":\#($0)}"# } ?? ""
    switch method {
    case .create:
      let body = SecretBody.salesforce(scenario.name, at: scenario.name.utf8.count)
      return Samples.request(id, method.rawValue, body.dropLast() + meta + "}")
    case .get:
      return Samples.request(id, method.rawValue, #"{"id":"\#(StandInService.connectionToGet)"\#(meta)}"#)
    case .wait:
      let timeout = scenario.expected[.wait] == .waitTimeout ? 4000 : 60_000
      return Samples.request(
        id, method.rawValue, #"{"id":"\#(StandInService.connectionToWaitFor)","timeoutMs":\#(timeout)}"#)
    }
  }

  // MARK: What came of it

  private func row(
    _ method: Scenario.Method, _ answer: JSONValue, _ service: StandInService, _ milliseconds: Int
  ) -> Row {
    let data = answer["error"]?["data"]
    let kind: String =
      if let data {
        data["kind"]?.string ?? "no kind"
      } else {
        answer["result"]?["recovered"]?.boolean == true ? "recovered" : "result"
      }
    let call: StandInService.Call =
      switch method {
      case .create: .create
      case .get: .get
      case .wait: .wait
      }
    return Row(
      fault: scenario.name, method: method, way: way, answer: kind, reason: data?["reason"]?.string,
      made: method == .create ? service.made.count : 0, attempts: service.visits(call), milliseconds: milliseconds,
      hint: data?["hint"]?.string, detail: data?["detail"]?.string, port: service.port)
  }

  private func check(_ rows: [Row], _ service: StandInService) -> [String] {
    var faults: [String] = []
    if service.made.count > 1 { faults.append("\(service.made.count) connections were made") }
    for row in rows {
      if row.answer != scenario.expected[row.method]?.rawValue {
        faults.append("\(row.method.rawValue) came to \(row.answer): \(row.detail ?? "")")
      }
      if ["result", "recovered"].contains(row.answer), row.method == .create, row.made != 1 {
        faults.append("a create says that it made a connection, and there are \(row.made)")
      }
      if row.answer == "unreachable", row.method == .create, row.made > 0 {
        faults.append("a create says that it made nothing, and there are \(row.made)")
      }
      let isTold = row.answer != "result" && row.answer != "recovered"
      // A wait whose time is up while it looks has no reason to give yet.
      let isLooking = row.method == .wait && scenario.reason == "timedOut"
      if isTold, !isLooking, let reason = scenario.reason, row.reason != reason {
        faults.append("\(row.method.rawValue) gives the reason \(row.reason ?? "none")")
      }
      if isTold, row.hint == nil || scenario.hint.map({ row.hint?.contains($0) == false }) == true {
        faults.append("\(row.method.rawValue) gives the hint \(row.hint ?? "none")")
      }
      if row.milliseconds > Self.longestMilliseconds { faults.append("it took too long") }
    }
    return faults
  }

  /// The process serves on, and so does its way to the service where there is one.
  private func whatStillWorks(_ program: WatchedProgram) throws -> [String] {
    try program.send(Samples.request(100, "ping"))
    var faults: [String] = []
    if try program.next()["result"] == nil { faults.append("it does not answer a ping any more") }
    guard scenario.isFairElsewhere else { return faults }
    let params = #"{"id":"\#(StandInService.connectionInFairWeather)"}"#
    try program.send(Samples.request(101, "connection.get", params))
    if try program.next()["result"]?["state"]?.string != "enabled" { faults.append("it reads no connection any more") }
    return faults
  }
}

/// Bodies of creates with a canary in every param that can hold one.
enum SecretBody {
  private static let canary = WatchedProgram.canary
  private static let url = "https://\(canary).my.salesforce.com"

  private static let variants: [(specName: String, params: String)] = [
    (
      "Basic Authentication",
      #""environmentUrl":"\#(url)","username":"\#(canary)-u","password":"\#(canary)-p","securityToken":"\#(canary)-s""#
    ),
    (
      "OAuth2 Client Credential",
      #""environmentUrl":"\#(url)","clientId":"\#(canary)-i","clientSecret":"\#(canary)-c","apiVersion":"60.0""#
    ),
    (
      "OAuth2 JWT Token Credential",
      #""jwtToken":"\#(canary).j.t","clientId":"\#(canary)-i","clientSecret":"\#(canary)-c","instanceUrl":"\#(url)""#
    ),
  ]

  /// One of the ways in which Salesforce takes credentials.
  static func salesforce(_ name: String, at variant: Int) -> String {
    let (specName, params) = variants[variant % variants.count]
    return #"{"name":"\#(name)","auth":{"specName":"\#(specName)","params":{\#(params)}},"connectionSpec":{"id":"#
      + #""\#(Samples.salesforce)","version":"1.0"}}"#
  }
}
