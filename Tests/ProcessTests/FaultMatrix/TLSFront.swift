import Foundation
import TestSupport

/// nginx in front of servers on loopback: TLS and HTTP/2 to whoever comes, plain HTTP/1.1 to the server.
///
/// Which server is meant stands in the path, so that one nginx is enough for many. Where a server breaks off, nginx does
/// the same to the client: it resets the stream.
final class TLSFront {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// One request, as nginx logged it.
  struct Entry {
    let version: String
    let method: String
    let status: Int
    let contentEncoding: String
    /// The server it was passed on to. Ports are given again to others once they are free.
    let port: UInt16
    /// Where it came in.
    let certificate: Certificates.Kind
  }

  /// Where it is.
  struct Addresses: Sendable {
    /// The file with the authority that signed the good certificate.
    let authority: String
    fileprivate let ports: [Certificates.Kind: UInt16]

    /// Where the server on that port is to be found. `packed`: answers are compressed.
    func url(to port: UInt16, certificate: Certificates.Kind = .good, packed: Bool = false) -> String {
      "https://localhost:\(self.port(certificate))/\(packed ? "packed" : "plain")/\(port)"
    }

    func port(_ certificate: Certificates.Kind) -> UInt16 { ports[certificate] ?? 0 }
  }

  let addresses: Addresses
  private let folder: URL
  private let certificates: Certificates
  private var process: ChildProcess

  /// Starts it, and waits until it listens.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("front-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificates = try Certificates(in: folder)
    // A port that was free a moment ago may not be by now.
    for _ in 0..<3 {
      var ports: [Certificates.Kind: UInt16] = [:]
      for kind in Certificates.Kind.allCases { ports[kind] = try LoopbackServer.unusedPort() }
      if let process = try Self.start(folder, certificates, ports) {
        addresses = Addresses(authority: certificates.authority, ports: ports)
        self.process = process
        return
      }
    }
    let log = try? String(contentsOf: folder.appendingPathComponent("error.log"), encoding: .utf8)
    throw Failure(description: "nginx does not start: \(log ?? "it says nothing")")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Takes it down in the midst of whatever it does, and brings it up again at the same place.
  func crash() throws {
    process.signal(SIGKILL)
    try process.waitForEnd()
    try FileManager.default.removeItem(at: folder.appendingPathComponent("nginx.pid"))
    guard let process = try Self.start(folder, certificates, addresses.ports) else {
      throw Failure(description: "nginx does not start again")
    }
    self.process = process
  }

  /// Ends it; what it has logged.
  func stop() throws -> [Entry] {
    process.signal(SIGTERM)
    try process.waitForEnd()
    let log = try String(contentsOf: folder.appendingPathComponent("access.log"), encoding: .utf8)
    return log.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      // Behind the slash that the target begins with: how, and to which port.
      guard fields.count == 6, let status = Int(fields[2]), let front = UInt16(fields[5]),
        let certificate = addresses.ports.first(where: { $0.value == front })?.key
      else { return nil }
      let steps = fields[4].split(separator: "/")
      guard steps.count > 1, let port = UInt16(steps[1]) else { return nil }
      return Entry(
        version: String(fields[0]), method: String(fields[1]), status: status, contentEncoding: String(fields[3]),
        port: port, certificate: certificate)
    }
  }

  private static func start(
    _ folder: URL, _ certificates: Certificates, _ ports: [Certificates.Kind: UInt16]
  ) throws -> ChildProcess? {
    guard let program = TestEnvironment.path(of: "nginx") else { throw Failure(description: "there is no nginx") }
    let file = folder.appendingPathComponent("nginx.conf")
    try Data(configuration(folder.path, certificates, ports).utf8).write(to: file)
    let process = try ChildProcess(
      program, ["-p", folder.path, "-e", "\(folder.path)/error.log", "-c", file.path], input: .null, output: .null,
      error: .null)
    // It writes this when it listens.
    let pid = "\(folder.path)/nginx.pid"
    for _ in 0..<2000 {
      if process.endingIfEnded() != nil { return nil }
      if let text = try? String(contentsOfFile: pid, encoding: .utf8), text.hasSuffix("\n") { return process }
      usleep(5000)
    }
    return nil
  }

  private static func configuration(
    _ folder: String, _ certificates: Certificates, _ ports: [Certificates.Kind: UInt16]
  ) -> String {
    let servers = ports.map { kind, port in
      """
        server {
          listen 127.0.0.1:\(port) ssl http2;
          ssl_certificate "\(certificates.certificate(kind))";
          ssl_certificate_key "\(certificates.key(kind))";
          error_page 502 504 = @broken;
          location /plain/ { proxy_pass http://$behind; }
          location /packed/ { gzip on; gzip_min_length 1; gzip_types application/json; proxy_pass http://$behind; }
          location @broken { return 444; }
        }
      """
    }
    let places = ["client_body", "proxy", "fastcgi", "scgi", "uwsgi"].map { "  \($0)_temp_path \"\(folder)/\($0)\";" }
    return """
      daemon off;
      master_process off;
      pid "\(folder)/nginx.pid";
      events { worker_connections 4096; }
      http {
        log_format entry '$server_protocol $request_method $status $sent_http_content_encoding $request_uri $server_port';
        access_log "\(folder)/access.log" entry;
      \(places.joined(separator: "\n"))
        map $request_uri $behind { "~^/[a-z]+/(?<port>[0-9]+)(?<rest>/.*)$" "127.0.0.1:$port$rest"; }
        client_max_body_size 64m;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_buffering off;
        proxy_next_upstream off;
      \(servers.joined(separator: "\n"))
      }

      """
  }
}
