extension FlowServiceError {
  /// The error of an exchange that brought no answer. `creates` says that the request was to make something.
  package init(_ error: TransportError, creates: Bool, mask: SecretMask) {
    switch error.kind {
    case .cancelled:
      self = .cancelled(creates ? (error.mayHaveArrived ? .unknown : .untouched) : nil)
      return
    case .refused:
      self.init(.notConfigured, "The request cannot be sent as it is configured.")
      self.missing = [.baseURL]
      hint = "AEP_BASE_URL and AEP_IMS_URL must be https addresses (http only on this machine itself)."
    default:
      self.init(.unreachable, Self.message(error.kind))
      reason = Self.reason(error.kind)
      hint = Self.hint(error.kind)
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
    case .tls: "No trusted TLS connection to the service could be made."
    case .timedOut: "The service did not answer in time."
    case .connectionLost: "The connection to the service was lost before its answer was whole."
    case .tooLarge: "The answer of the service is too large."
    case .refused, .cancelled, .other: "The service could not be reached."
    }
  }

  private static func hint(_ kind: TransportError.Kind) -> String? {
    switch kind {
    case .libraryMissing: "Install libcurl: the package libcurl4 on Debian and Ubuntu, libcurl on Fedora; macOS has it."
    case .couldNotResolve: "Check the network, the proxy settings (https_proxy) and the host name in AEP_BASE_URL."
    case .couldNotConnect: "Check the network, the firewall and the proxy settings (https_proxy)."
    case .tls:
      "Check the date of this machine and its certificates; behind a proxy with its own authority set SSL_CERT_FILE."
    case .timedOut, .connectionLost: "Try again later; if it stays so, check the network and the proxy settings."
    case .tooLarge, .refused, .cancelled, .other: nil
    }
  }
}
