/// Where Flow Service is and as whom it is called. Holding a value does not mean that it is complete:
/// `FlowServiceClient` says what is missing when a call needs it, so that a process without credentials still validates.
package struct FlowServiceConfiguration: Sendable {
  package static let defaultBaseURL = "https://platform.adobe.io"
  package static let defaultIMSURL = "https://ims-na1.adobelogin.com"
  package static let defaultScopes =
    "openid,session,AdobeID,read_organizations,additional_info.projectedProductContext"

  /// The gateway; `/data/foundation/flowservice` is appended.
  package var baseURL: String
  /// Adobe IMS; `/ims/token/v3` is appended.
  package var imsURL: String
  package var orgID: String?
  package var clientID: String?
  package var credentials: Credentials?
  package var sandbox: SandboxSelection

  package init(
    baseURL: String = Self.defaultBaseURL, imsURL: String = Self.defaultIMSURL, orgID: String? = nil,
    clientID: String? = nil, credentials: Credentials? = nil, sandbox: SandboxSelection = .unspecified
  ) {
    self.baseURL = withoutTrailingSlashes(baseURL)
    self.imsURL = withoutTrailingSlashes(imsURL)
    self.orgID = orgID
    self.clientID = clientID
    self.credentials = credentials
    self.sandbox = sandbox
  }

  /// Reads the variables of `ConfigurationVariable`. An empty value counts as absent, but for the sandbox, where it says
  /// that there is none. A token wins over a client secret.
  package init(environment: [String: String]) {
    func value(_ variable: ConfigurationVariable) -> String? {
      guard let text = environment[variable.rawValue].map(withoutOuterBlanks), !text.isEmpty else { return nil }
      return text
    }
    let credentials: Credentials? =
      if let token = value(.accessToken) {
        .accessToken(Secret(withoutBearer(token)))
      } else if let secret = value(.clientSecret) {
        .clientSecret(Secret(secret), scopes: value(.scopes) ?? Self.defaultScopes)
      } else {
        nil
      }
    let sandbox: SandboxSelection =
      if let name = value(.sandboxName) {
        .named(name)
      } else if environment[ConfigurationVariable.sandboxName.rawValue] != nil {
        .none
      } else {
        .unspecified
      }
    self.init(
      baseURL: value(.baseURL) ?? Self.defaultBaseURL, imsURL: value(.imsURL) ?? Self.defaultIMSURL,
      orgID: value(.orgID), clientID: value(.clientID), credentials: credentials, sandbox: sandbox)
  }
}

extension FlowServiceConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String {
    """
    FlowServiceConfiguration(baseURL: \(baseURL), imsURL: \(imsURL), orgID: \(orgID ?? "none"), \
    clientID: \(clientID ?? "none"), credentials: \(credentials.map(\.description) ?? "none"), sandbox: \(sandbox))
    """
  }

  package var debugDescription: String { description }
}

private func withoutTrailingSlashes(_ url: String) -> String {
  var url = url[...]
  while url.last == "/" { url.removeLast() }
  return String(url)
}

private func withoutOuterBlanks(_ text: String) -> String {
  var text = text[...]
  while let first = text.first, first.isWhitespace { text.removeFirst() }
  while let last = text.last, last.isWhitespace { text.removeLast() }
  return String(text)
}

/// People paste the whole header value.
private func withoutBearer(_ token: String) -> String {
  let prefix = "bearer "
  guard token.count > prefix.count, token.prefix(prefix.count).lowercased() == prefix else { return token }
  return withoutOuterBlanks(String(token.dropFirst(prefix.count)))
}
