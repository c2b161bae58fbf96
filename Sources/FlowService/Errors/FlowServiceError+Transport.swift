extension FlowServiceError {
  /// The error of an exchange that brought no answer.
  ///
  /// - Parameters:
  ///   - creates: the request was to make something.
  ///   - address: the variable that holds the address, which the hint names.
  package init(
    _ error: TransportError, creates: Bool, mask: SecretMask, address: ConfigurationVariable = .baseURL
  ) {
    switch error.kind {
    case .cancelled:
      self = .cancelled(creates ? (error.mayHaveArrived ? .unknown : .untouched) : nil)
      return
    case .refused:
      self.init(.notConfigured, "The request cannot be sent as it is configured.")
      self.missing = [address]
      hint = "AEP_BASE_URL and AEP_IMS_URL must be https addresses (http only on this machine itself)."
    default:
      self.init(.unreachable, Self.message(error.kind))
      reason = Self.reason(error.kind)
      hint = Self.hint(error, address.rawValue)
    }
    self.detail = error.detail.isEmpty ? nil : error.detail
    self = masked(with: mask)
  }

  private static func reason(_ kind: TransportError.Kind) -> String {
    switch kind {
    case .refused: "refused"
    case .libraryMissing: "libraryMissing"
    case .couldNotResolve: "couldNotResolve"
    case .couldNotConnect: "couldNotConnect"
    case .tls: "tls"
    case .untrusted: "untrusted"
    case .timedOut: "timedOut"
    case .connectionLost: "connectionLost"
    case .tooLarge: "tooLarge"
    case .cancelled: "cancelled"
    case .other: "other"
    }
  }

  private static func message(_ kind: TransportError.Kind) -> String {
    switch kind {
    case .libraryMissing: "libcurl, which carries the calls, cannot be opened."
    case .couldNotResolve: "The name of the service cannot be resolved."
    case .couldNotConnect: "No connection to the service could be made."
    case .tls: "No TLS connection to the service could be made."
    case .untrusted: "The certificate of the service is not trusted."
    case .timedOut: "The service did not answer in time."
    case .connectionLost: "The connection to the service was lost before its answer was whole."
    case .tooLarge: "The answer of the service is too large."
    case .refused, .cancelled, .other: "The service could not be reached."
    }
  }

  private static func hint(_ error: TransportError, _ address: String) -> String? {
    switch error.kind {
    case .libraryMissing: "Install libcurl: the package libcurl4 on Debian and Ubuntu, libcurl on Fedora; macOS has it."
    case .couldNotResolve: "Check the network, the proxy settings (https_proxy) and the host name in \(address)."
    case .couldNotConnect: "Check the network, the firewall and the proxy settings (https_proxy)."
    case .tls: "Check the network, the proxy settings (https_proxy) and the port in \(address)."
    case .untrusted: hint(onCertificate: error.detail, address)
    case .timedOut, .connectionLost: "Try again later; if it stays so, check the network and the proxy settings."
    case .tooLarge: "Ask for less, by a filter or a limit; if it was little, something in between has answered."
    case .refused, .cancelled, .other: nil
    }
  }

  /// By what libcurl and its TLS library say is wrong with the certificate. Their words vary, so that anything else gets
  /// the hint that covers all of it.
  private static func hint(onCertificate detail: String, _ address: String) -> String {
    let detail = detail.lowercased()
    func says(_ words: String...) -> Bool { words.contains { detail.mentions($0) } }
    if says("expired", "not yet valid") {
      return "The certificate is not valid today: check the date of this machine; if it is right, tell the operator."
    }
    if says("subject name", "host name", "hostname", "ip address") {
      return "The certificate is for another host: check the host name in \(address), and the proxy."
    }
    if says("self-signed", "self signed", "issuer", "unknown ca", "unable to get") {
      return "Its authority is not known here: if it is your own, or a proxy's, name its PEM file in SSL_CERT_FILE."
    }
    return
      "Check the date of this machine and its certificates; behind a proxy with its own authority set SSL_CERT_FILE."
  }
}
