import FlowService

/// What a connection's name can ask the simulator for. A name that contains `simulate:` and one of these words makes that
/// happen to its connection; a name may ask for several.
package enum SimulatedScenario: String, Sendable, CaseIterable {
  case slow
  case disabled
  case neverEnabled = "never-enabled"
  case unknownState = "unknown-state"
  case deleted
  case late
  case flaky
  case expiredToken = "expired-token"
  case badRequest = "400"
  case unauthorized = "401"
  case forbidden = "403"
  case unprocessable = "422"
  case rateLimited = "429"
  case serverError = "500"
  case unavailableOnce = "503-once"
  case lostRequest = "lost-request"
  case lostAnswer = "lost-answer"
  case ambiguous
  case testFails = "test-fails"
  case inUse = "in-use"
  case changedMeanwhile = "changed-meanwhile"
  case lostUpdate = "lost-update"
  case lostDelete = "lost-delete"

  /// What the name has to contain.
  package var trigger: String { "simulate:" + rawValue }

  /// What happens then, for `--help`.
  package var summary: String {
    switch self {
    case .slow: "the connection takes 5 s to become enabled"
    case .disabled: "it becomes disabled instead of enabled"
    case .neverEnabled: "it stays initializing"
    case .unknownState: "it goes through a state that nobody has heard of before it is enabled"
    case .deleted: "it is gone when it should become enabled"
    case .late: "it is not found in the first second after the create"
    case .flaky: "every other look at it is answered 503"
    case .expiredToken: "the first look at it is answered 401, as if the token had expired"
    case .badRequest: "the create is answered 400: a mandatory field is missing"
    case .unauthorized: "the create is answered 401: the token is not accepted"
    case .forbidden: "the create is answered 403: no permission"
    case .unprocessable: "the create is answered 422"
    case .rateLimited: "the create is answered 429 once, with Retry-After: 1"
    case .serverError: "the create is answered 500"
    case .unavailableOnce: "the create is answered 503 once"
    case .lostRequest: "the connection breaks once before the create has had an effect"
    case .lostAnswer: "the connection breaks after the create has had its effect"
    case .ambiguous: "the same, and there are two connections of that name afterwards"
    case .testFails: "a test finds that its credentials do not work"
    case .inUse: "a delete is answered 400: a flow uses it"
    case .changedMeanwhile: "somebody else changes it just before the first update"
    case .lostUpdate: "the connection breaks once after an update has had its effect"
    case .lostDelete: "the connection breaks once after a delete has had its effect"
    }
  }

  /// The scenarios that a name asks for.
  static func inName(_ name: String) -> Set<SimulatedScenario> {
    guard name.mentions("simulate:") else { return [] }
    var found: Set<SimulatedScenario> = []
    for part in name.split(separator: ":").dropFirst() {
      let word = part.prefix { $0 == "-" || $0.isASCII && ($0.isLowercase || $0.isNumber) }
      if let scenario = SimulatedScenario(rawValue: String(word)) { found.insert(scenario) }
    }
    return found
  }
}
