package import JSON

/// A file of credentials as other tools write it, read as the variables of `ConfigurationVariable`.
///
/// It takes the JSON of aepp (`org_id`, `client_id`, `secret`, `scopes`, `sandbox-name`), that of the Adobe Developer
/// Console, where the members may be nested, in capitals, and secrets and scopes come as arrays, and the names of the
/// variables themselves.
package enum ConfigurationFile {
  /// The variables that the file sets, by their names. Names are compared without regard to letter case, `-` and `_`;
  /// of several members for one variable the first counts.
  package static func variables(in document: JSONDocument) -> [String: String] {
    var found: [String: String] = [:]
    collect(document.root.cursor, into: &found)
    return found
  }

  private static let members: [String: ConfigurationVariable] = {
    var members: [String: ConfigurationVariable] = [
      "orgid": .orgID, "imsorgid": .orgID,
      "clientid": .clientID, "apikey": .clientID,
      "secret": .clientSecret, "clientsecret": .clientSecret, "clientsecrets": .clientSecret,
      "scopes": .scopes, "scope": .scopes,
      "sandboxname": .sandboxName, "sandbox": .sandboxName,
      "accesstoken": .accessToken, "token": .accessToken,
    ]
    for variable in ConfigurationVariable.allCases { members[folded(variable.rawValue)] = variable }
    return members
  }()

  private static func collect(_ value: JSONCursor, into found: inout [String: String]) {
    value.forEachMember { name, value in
      if let variable = members[folded(name.string ?? "")], let text = text(value, of: variable) {
        if found[variable.rawValue] == nil { found[variable.rawValue] = text }
      } else {
        collect(value, into: &found)
      }
    }
    value.forEachElement { collect($0, into: &found) }
  }

  /// A string as it is; of an array of secrets the first, which is the newest; of an array of scopes all.
  private static func text(_ value: JSONCursor, of variable: ConfigurationVariable) -> String? {
    if let text = value.string { return text.isEmpty ? nil : text }
    var texts: [String] = []
    value.forEachElement { if let text = $0.string { texts.append(text) } }
    guard !texts.isEmpty else { return nil }
    return variable == .scopes ? texts.joined(separator: ",") : texts[0]
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }
}
