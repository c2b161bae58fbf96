import FlowService

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
  convenience init(
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
