package import FlowService

/// How the simulated service behaves, apart from what names ask for.
package struct SimulatorConfiguration: Sendable {
  /// How long a connection is initializing.
  package var enableDelay: Duration
  /// How long every answer takes.
  package var latency: Duration
  /// Makes ids, etags and tokens the same every time.
  package var seed: UInt64?
  /// What time it is where the service is.
  package var wallClock: WallClock
  /// What happens to a request, asked before it is served: for tests of bad weather.
  package var weather: (@Sendable (HTTPRequest) -> SimulatedWeather)?

  package init(
    enableDelay: Duration = .milliseconds(300), latency: Duration = .zero, seed: UInt64? = nil,
    wallClock: WallClock = .system, weather: (@Sendable (HTTPRequest) -> SimulatedWeather)? = nil
  ) {
    self.enableDelay = enableDelay
    self.latency = latency
    self.seed = seed
    self.wallClock = wallClock
    self.weather = weather
  }
}

/// What may happen to a request on its way.
package enum SimulatedWeather: Sendable {
  case fair
  /// The connection breaks before the service has seen the request, which the client may know or not.
  case requestLost(clientKnows: Bool)
  /// The service acts, and the connection breaks before its answer is there.
  case answerLost
  /// Something in between answers, and the service sees nothing.
  case answered(HTTPResponse)
  /// The service acts, and something in between answers in its place.
  case servedThenAnswered(HTTPResponse)
}

extension FlowServiceConfiguration {
  /// What to call the simulated service with. Nothing in it is a secret.
  package static let simulated = FlowServiceConfiguration(
    orgID: "simulated@AdobeOrg", clientID: "simulated-client",
    credentials: .clientSecret(Secret("simulated-client-secret"), scopes: defaultScopes), sandbox: .named("simulated"))
}
