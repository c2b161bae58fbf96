import Foundation
import TestSupport

/// One fault, and what each method makes of it.
struct Scenario: Sendable {
  /// The methods that meet it. One process is asked for all of them at a time.
  enum Method: String, CaseIterable, Sendable {
    case create = "connection.create"
    case get = "connection.get"
    case wait = "connection.waitEnabled"
  }

  /// What an answer is: a result, the result of a create that was found again, or an error by its kind.
  enum Answer: String, Sendable {
    case result, recovered
    case flowServiceError, unauthorized, rateLimited, unreachable, waitTimeout, outcomeUnknown
  }

  /// How the service is reached.
  enum Way: Sendable, Hashable {
    /// Plain HTTP/1.1, as far as this machine.
    case plain
    /// HTTP/2 over TLS.
    case encrypted
    /// The same, with compressed answers.
    case packed
    case badCertificate(Certificates.Kind)
    /// An address where there is no service at all.
    case nowhere(String)

    /// What stands before the service; nil where it is reached without TLS, or not at all.
    var certificate: Certificates.Kind? {
      switch self {
      case .plain, .nowhere: nil
      case .encrypted, .packed: .good
      case .badCertificate(let kind): kind
      }
    }
  }

  let name: String
  let ways: [Way]
  let expected: [Method: Answer]
  /// The `reason` in the error data, where it matters.
  let reason: String?
  /// Words that the hint of every error has, where they matter; there has to be one in any case.
  let hint: String?
  let weather: StandInService.Weather
  let environment: [String: String]
  /// `_meta.timeoutMs` of create and get.
  let timeout: Int?
  /// Whether calls that the fault does not befall go well.
  let isFairElsewhere: Bool

  init(
    _ name: String, _ expected: [Method: Answer], ways: [Way] = [.plain, .encrypted], reason: String? = nil,
    hint: String? = nil, environment: [String: String] = [:], timeout: Int? = nil, isFairElsewhere: Bool = true,
    _ weather: @escaping StandInService.Weather = { _, _ in nil }
  ) {
    self.name = name
    self.expected = expected
    self.ways = ways
    self.reason = reason
    self.hint = hint
    self.environment = environment
    self.timeout = timeout
    self.isFairElsewhere = isFairElsewhere
    self.weather = weather
  }

  /// What each method is expected to answer, in the order create, get, wait.
  static func all(_ create: Answer, _ get: Answer, _ wait: Answer) -> [Method: Answer] {
    [.create: create, .get: get, .wait: wait]
  }
}

// MARK: Weather

extension Scenario {
  typealias Spoil = @Sendable (_ request: LoopbackRequest, _ answer: LoopbackAnswer) -> LoopbackAnswer

  /// The first create, the first get and the second look of a wait are spoilt; all else goes well.
  static func once(acting: Bool = false, _ spoil: @escaping Spoil) -> StandInService.Weather {
    { call, visit in
      let isHit: Bool =
        switch call {
        case .create, .get: visit == 1
        case .wait: visit == 2
        default: false
        }
      return isHit ? StandInService.Disturbance(acts: acting, spoil: spoil) : nil
    }
  }

  /// Every create and every get is spoilt, and every look of a wait after the first.
  static func always(acting: Bool = false, _ spoil: @escaping Spoil) -> StandInService.Weather {
    { call, visit in
      let isHit: Bool =
        switch call {
        case .create, .get: true
        case .wait: visit > 1
        default: false
        }
      return isHit ? StandInService.Disturbance(acts: acting, spoil: spoil) : nil
    }
  }

  /// The whole request, secrets and all, as a service may quote it in what it says about it.
  static func quoted(_ request: LoopbackRequest) -> String {
    let body = request.text.replacingOccurrences(of: "\"", with: "'")
    return "\(request[header: "Authorization"] ?? "") sent \(body)"
  }

  static func error(_ status: Int, headers: [(name: String, value: String)] = []) -> Spoil {
    { request, _ in
      .json(status, #"{"title":"Trouble","status":\#(status),"detail":"\#(quoted(request))"}"#, headers: headers)
    }
  }

  static func tooMany(_ retryAfter: @escaping @Sendable () -> String?) -> Spoil {
    { request, answer in
      error(429, headers: retryAfter().map { [("Retry-After", $0)] } ?? [])(request, answer)
    }
  }

  static func page(_ status: Int) -> Spoil {
    { request, _ in
      let text = "<html><head><title>Sign in: \(quoted(request))</title></head></html>"
      return LoopbackAnswer(status, headers: [("Content-Type", "text/html")], body: Array(text.utf8))
    }
  }
}
