extension FlowServiceError {
  /// The error that names the variables to set.
  static func notConfigured(_ missing: [ConfigurationVariable]) -> FlowServiceError {
    let names = missing.map(\.rawValue).joined(separator: ", ")
    var error = FlowServiceError(.notConfigured, "The call needs Flow Service, but these are not set: \(names).")
    error.missing = missing
    var hints = missing.map { variable in
      "\(variable.rawValue) is \(variable.meaning)"
        + (variable == .accessToken ? "; or set \(ConfigurationVariable.clientSecret.rawValue) instead" : "")
    }
    hints.append("--simulate needs none of them")
    error.hint = hints.joined(separator: ". ") + "."
    return error
  }

  /// The error of a variable whose value cannot be used.
  static func unusable(_ variable: ConfigurationVariable, _ why: String) -> FlowServiceError {
    var error = FlowServiceError(.notConfigured, "\(variable.rawValue) cannot be used: \(why).")
    error.missing = [variable]
    error.hint = "\(variable.rawValue) is \(variable.meaning)."
    return error
  }
}
