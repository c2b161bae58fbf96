import FlowService

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is configured, and from where. No secret is ever part of the text.
struct DoctorConfiguration {
  /// The environment of the process.
  let environment: [String: String]
  /// The path of `--config`, and what it brought.
  let file: (path: String, variables: Result<[String: String], Arguments.Misuse>)?

  private var fileVariables: [String: String] { (try? file?.variables.get()) ?? [:] }

  /// What counts: the environment wins over the file.
  var merged: [String: String] { fileVariables.merging(environment) { $1 } }

  // MARK: What there is

  /// A line for each variable.
  var table: String {
    let width = ConfigurationVariable.allCases.map(\.rawValue.utf8.count).max() ?? 0
    return ConfigurationVariable.allCases.map { variable in
      let name = variable.rawValue
      return "  \(name)\(String(repeating: " ", count: width - name.utf8.count + 2))\(line(variable))\n"
    }.joined()
  }

  private func line(_ variable: ConfigurationVariable) -> String {
    let name = variable.rawValue
    let isInFile = fileVariables[name] != nil
    if let value = environment[name] {
      guard value.isEmpty else { return "\(shown(value, of: variable)) (environment)" }
      let meaning = variable == .sandboxName ? "empty: no sandbox is named" : "empty"
      return "\(meaning) (environment\(isInFile ? ", which hides that of --config" : ""))"
    }
    if let value = fileVariables[name] { return "\(shown(value, of: variable)) (--config)" }
    switch variable {
    case .baseURL: return "\(FlowServiceConfiguration.defaultBaseURL) (default)"
    case .imsURL: return "\(FlowServiceConfiguration.defaultIMSURL) (default)"
    case .scopes: return "those of the Experience Platform API (default)"
    default: return "not set"
    }
  }

  private func shown(_ value: String, of variable: ConfigurationVariable) -> String {
    let count = "\(value.utf8.count) characters"
    switch variable {
    case .accessToken, .clientSecret: return "set, \(count)"
    case .clientID:
      return value.utf8.count < 12 ? "set, \(count)" : "\(Self.printable(String(value.prefix(4))))..., \(count)"
    case .baseURL, .imsURL: return value.mentions("@") ? "set, not shown: it holds a user name" : Self.printable(value)
    case .orgID, .sandboxName, .scopes: return Self.printable(value)
    }
  }

  private static func printable(_ text: String) -> String {
    String(decoding: text.utf8.prefix(200).map { $0 > 0x1F && $0 < 0x7F ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }

  // MARK: What is wrong with it

  func findings() -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    if let file {
      switch file.variables {
      case .success: findings.append(.fine("--config", file.path))
      case .failure(let misuse):
        findings.append(.wrong("--config", misuse.message, toDo: "mend that, or leave --config away"))
      }
    }
    findings.append(completeness)
    findings += remarks
    return findings
  }

  private var completeness: DoctorFinding {
    let configuration = FlowServiceConfiguration(environment: merged)
    var missing: [ConfigurationVariable] = []
    if configuration.credentials == nil { missing.append(.clientSecret) }
    if configuration.clientID == nil { missing.append(.clientID) }
    if configuration.orgID == nil { missing.append(.orgID) }
    if configuration.sandbox == .unspecified { missing.append(.sandboxName) }
    guard missing.isEmpty else {
      var finding = DoctorFinding.wrong(
        "configuration", "not set: \(missing.map(\.rawValue).joined(separator: ", "))",
        toDo: "set them in the environment, or in the file of --config:")
      finding.more += missing.map { variable in
        "  \(variable.rawValue) is \(variable.meaning)"
          + (variable == .clientSecret ? ", or set \(ConfigurationVariable.accessToken.rawValue)" : "")
      }
      finding.more.append("without them, validating still works, and so does everything with --simulate")
      return finding
    }
    switch configuration.credentials {
    case .accessToken: return .fine("configuration", "complete, with an access token that nobody renews")
    default: return .fine("configuration", "complete, tokens are asked of Adobe IMS with the client secret")
    }
  }

  private var remarks: [DoctorFinding] {
    var remarks: [DoctorFinding] = []
    let configuration = FlowServiceConfiguration(environment: merged)
    if let organisation = configuration.orgID, !organisation.hasSuffix("@AdobeOrg") {
      remarks.append(.remark("AEP_ORG_ID", "it usually ends in @AdobeOrg"))
    }
    if case .named(let name) = configuration.sandbox, name != name.lowercased() {
      remarks.append(.remark("AEP_SANDBOX_NAME", "names of sandboxes are all lower case"))
    }
    for name in environment.keys.sorted() where name.hasPrefix("AEP_") {
      guard ConfigurationVariable(rawValue: name) == nil else { continue }
      let meant = ConfigurationVariable.allCases.first { Self.folded($0.rawValue) == Self.folded(name) }
      remarks.append(
        .remark(name, "it means nothing here" + (meant.map { "; \($0.rawValue) was probably meant" } ?? "")))
    }
    let proxies = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].filter { environment[$0]?.isEmpty == false }
    if !proxies.isEmpty {
      remarks.append(.remark("proxy", "calls go through that of \(proxies.joined(separator: ", "))"))
    }
    if let path = environment["SSL_CERT_FILE"], !path.isEmpty, access(path, R_OK) != 0 {
      remarks.append(
        .wrong(
          "SSL_CERT_FILE", "\(Self.printable(path)) cannot be read: \(String(cString: strerror(errno)))",
          toDo: "name a file of certificates (PEM), or unset it"))
    }
    return remarks
  }

  private static func folded(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
}
