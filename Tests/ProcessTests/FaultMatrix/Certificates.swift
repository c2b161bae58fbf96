import Foundation
import TestSupport

/// Certificates for a server on this machine, made with openssl: one that is in order, and others that each are not.
struct Certificates {
  enum Kind: String, CaseIterable, Sendable {
    case good
    /// Of no authority but itself.
    case selfSigned = "self-signed"
    /// For another host.
    case otherHost = "other host"
    case expired
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let folder: URL

  /// The authority, for `SSL_CERT_FILE`.
  var authority: String { path("authority.pem") }
  func certificate(_ kind: Kind) -> String { path("\(kind).pem") }
  func key(_ kind: Kind) -> String { path("\(kind).key") }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  init(in folder: URL) throws {
    self.folder = folder
    let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try openssl(
      [
        "req", "-x509", "-days", "2", "-subj", "/CN=Test authority", "-keyout", path("authority.key"), "-out",
        authority,
      ]
        + newKey)
    for kind in Kind.allCases {
      let host = kind == .otherHost ? "DNS:elsewhere.example" : "DNS:localhost,IP:127.0.0.1"
      let subject = ["-subj", "/CN=Test server", "-addext", "subjectAltName=\(host)", "-keyout", key(kind)]
      if kind == .selfSigned {
        try openssl(["req", "-x509", "-days", "2", "-out", certificate(kind)] + subject + newKey)
        continue
      }
      try openssl(["req", "-new", "-out", path("request.csr")] + subject + newKey)
      try openssl([
        "x509", "-req", "-in", path("request.csr"), "-CA", authority, "-CAkey", path("authority.key"),
        "-CAcreateserial", "-copy_extensions", "copy", "-days", kind == .expired ? "-1" : "2", "-out",
        certificate(kind),
      ])
    }
  }

  private func openssl(_ arguments: [String]) throws {
    guard let program = TestEnvironment.path(of: "openssl") else { throw Failure(description: "there is no openssl") }
    let child = try ChildProcess(program, arguments, input: .null)
    guard try child.waitForEnd() == .exited(0) else {
      throw Failure(description: "openssl \(arguments.joined(separator: " ")): \(child.errorText)")
    }
  }
}
