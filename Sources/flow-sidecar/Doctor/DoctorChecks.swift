import FlowService

/// The checks that touch the network, one after another: each is of use only if those before it went well. Every one is
/// bounded in time.
struct DoctorChecks: Sendable {
  let configuration: FlowServiceConfiguration
  let transport: any HTTPTransport
  let client: FlowServiceClient
  let isSimulated: Bool

  /// For one exchange.
  private static let patience = Duration.seconds(10)
  /// For one check, retries included.
  private static let wholePatience = Duration.seconds(15)
  /// Salesforce's.
  private static let anySpec = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"

  /// What a client for this is made with: it gives up soon.
  static var clientOptions: FlowServiceClient.Options {
    var options = FlowServiceClient.Options()
    options.requestTimeout = patience
    options.token.requestTimeout = patience
    options.retry = RetryPolicy(maximumAttempts: 2, firstDelay: .milliseconds(500), totalDelay: .seconds(5))
    return options
  }

  private var usesIMS: Bool { if case .clientSecret = configuration.credentials { true } else { false } }

  /// Runs them all, and tells each finding as it is made.
  func run(_ tell: @Sendable (DoctorFinding) -> Void) async {
    guard checkLibrary(tell) else {
      tell(.skipped("network", "not looked at, since libcurl is missing"))
      return
    }
    var canReach = true
    if !isSimulated {
      if usesIMS { canReach = await checkConnection(.imsURL, configuration.imsURL, tell) }
      canReach = await checkConnection(.baseURL, configuration.baseURL, tell) && canReach
    }
    guard client.isConfigured() else {
      tell(.skipped("token, Flow Service", "not looked at, since the configuration is not complete"))
      return
    }
    guard canReach else {
      tell(.skipped("token, Flow Service", "not looked at, since there is no connection"))
      return
    }
    guard await checkToken(tell) else {
      tell(.skipped("Flow Service", "not looked at, since there is no token"))
      return
    }
    guard await checkService(tell) else { return }
    await checkSpecs(tell)
  }

  private func checkLibrary(_ tell: (DoctorFinding) -> Void) -> Bool {
    if isSimulated {
      tell(.skipped("libcurl, TLS", "not needed to simulate"))
      return true
    }
    guard let version = NetworkTransport.libcurlVersion else {
      let urls = usesIMS ? [configuration.imsURL, configuration.baseURL] : [configuration.baseURL]
      guard urls.contains(where: { $0.lowercased().hasPrefix("https:") }) else {
        tell(.skipped("libcurl, TLS", "not needed for a service in clear on this machine"))
        return true
      }
      let error = FlowServiceError(
        TransportError(.libraryMissing, mayHaveArrived: false, detail: ""), creates: false, mask: .none)
      tell(.wrong("libcurl", error.message, toDo: error.hint))
      return false
    }
    tell(.fine("libcurl", version))
    return true
  }

  /// Whether a host answers at all, with whatever status, over TLS that is trusted.
  private func checkConnection(
    _ variable: ConfigurationVariable, _ url: String, _ tell: (DoctorFinding) -> Void
  ) async -> Bool {
    let subject = variable == .imsURL ? "connection to Adobe IMS" : "connection to Flow Service"
    do throws(TransportError) {
      _ = try await transport.send(HTTPRequest(.get, url + "/", timeout: Self.patience))
      let isEncrypted = url.lowercased().hasPrefix("https:")
      tell(.fine(subject, isEncrypted ? "TLS works, and the certificate is trusted" : "plain http, on this machine"))
      return true
    } catch {
      var trouble = FlowServiceError(error, creates: false, mask: .none, address: variable)
      if trouble.kind == .notConfigured { trouble.message = "\(variable.rawValue) cannot be used." }
      tell(.wrong(subject, trouble.message, toDo: trouble.hint, said: trouble.detail))
      return false
    }
  }

  private func checkToken(_ tell: (DoctorFinding) -> Void) async -> Bool {
    guard usesIMS else {
      tell(.skipped("token", "given; Flow Service will tell whether it is accepted"))
      return true
    }
    do throws(FlowServiceError) {
      try await client.obtainToken(timeout: Self.wholePatience)
      tell(.fine("token", isSimulated ? "the simulated Adobe IMS gives one" : "Adobe IMS gives one"))
      return true
    } catch {
      tell(finding("token", error))
      return false
    }
  }

  private func checkService(_ tell: (DoctorFinding) -> Void) async -> Bool {
    do throws(FlowServiceError) {
      _ = try await client.connections(limit: 1, options: CallOptions(timeout: Self.wholePatience))
    } catch {
      // Its own codes for a sandbox that is not known or not named.
      let isSandbox = ["2100", "2105"].contains { error.flowCode?.mentions($0) ?? false }
      tell(finding(isSandbox ? "sandbox" : "Flow Service", error))
      return false
    }
    tell(.fine("Flow Service", isSimulated ? "the simulated one answers" : "it accepts the credentials and answers"))
    switch configuration.sandbox {
    case .named(let name): tell(.fine("sandbox", "\"\(name)\" is known"))
    default: tell(.remark("sandbox", "none is named, as for an organisation without sandboxes"))
    }
    return true
  }

  /// Not being allowed to read them is no fault: then the bundled ones are used.
  private func checkSpecs(_ tell: (DoctorFinding) -> Void) async {
    guard !isSimulated else { return tell(.skipped("connection specs", "the bundled ones are used to simulate")) }
    do throws(FlowServiceError) {
      _ = try await client.connectionSpec(Self.anySpec, options: CallOptions(timeout: Self.wholePatience))
      tell(.fine("connection specs", "they can be read"))
    } catch {
      tell(
        .remark("connection specs", "they cannot be read, so the bundled ones are used (\(error.message))"))
    }
  }

  private func finding(_ subject: String, _ error: FlowServiceError) -> DoctorFinding {
    var finding = DoctorFinding.wrong(subject, error.message, toDo: error.hint, said: error.detail)
    if let id = error.requestID { finding.more.append("request id: \(id)") }
    return finding
  }
}
